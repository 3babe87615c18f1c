//! What learning makes of weights against a plain loop over each unit's runs.

use lissom::{
    Field, Fixed8, Fixed16, Sheet, Weights, field,
    learning::{Learn, LearningRate, Pruned, Rate, learn},
    random::Pcg32,
};

const UNITS: usize = 3;

/// Runs of all lengths up to 40, which begin at even and odd places.
type Wide = field!(40, UNITS, 24.0);
static WIDE: Wide = Field::new(24.0);
const CONNECTIONS: usize = Wide::CONNECTIONS;

static mut SIXTEEN: [Weights<Fixed16, CONNECTIONS>; 2] = [const { Weights::new() }; 2];
static mut EIGHT: [Weights<Fixed8, CONNECTIONS>; 2] = [const { Weights::new() }; 2];
static mut VALUES: [f32; CONNECTIONS] = [0.0; CONNECTIONS];

/// Stops with an error unless all weights are those of the plain loop.
pub fn compare() {
    // SAFETY: the only references, made once
    let (sixteen, eight, values) =
        unsafe { (&mut *(&raw mut SIXTEEN), &mut *(&raw mut EIGHT), &mut *(&raw mut VALUES)) };
    for pruned in [Pruned::No, Pruned::Yes] {
        format(sixteen, values, pruned);
        format(eight, values, pruned);
    }
}

/// Many presentations in a number format.
fn format<W: Learn<Activity = Fixed16>>(
    [weights, before]: &mut [Weights<W, CONNECTIONS>; 2],
    values: &mut [f32; CONNECTIONS],
    pruned: Pruned,
) {
    let (random, mut compared) = (&mut Pcg32::new(5, 0), 0);
    for step in 0..6 {
        initial(values, pruned, random);
        weights.load(&WIDE, values).expect("the weights are valid");
        for alpha in [0.03, 0.3, 3.0, 16.0] {
            let (mut source, mut etas) =
                (Sheet::<Fixed16, 40>::new(), Sheet::<Fixed16, UNITS>::new());
            source.fill_with(|_, _| match (step, random.next_u32()) {
                (0, n) => Fixed16::from_bits((n >> 17) as i16),
                (1, _) => Fixed16::MAX,
                (2, _) => Fixed16::ZERO,
                (3, n) => Fixed16::from_bits((n >> 29) as i16),
                (_, n) if n % 8 < step => Fixed16::from_bits((n >> 17) as i16),
                _ => Fixed16::ZERO,
            });
            etas.fill_with(|i, j| match random.next_u32() {
                n if n % 4 == 0 => Fixed16::ZERO,
                n => Fixed16::from_bits((n >> (17 + (i + j) % 12)) as i16),
            });
            before.copy_from(weights);
            let (exponent, mut own) = (weights.exponent(), *random);
            let rate = LearningRate::new(Rate::Field(alpha)).expect("the rate is valid");
            let projections = &mut [weights.on_mut(&WIDE)];
            learn(&mut (), projections, [&source], &etas, rate, pruned, random);
            if weights.exponent() == exponent {
                units(before, weights, &mut own, &source, &etas, alpha, pruned);
                compared += 1;
            } // else all units are normalised again
        }
    }
    assert!(compared > 12, "{compared}");
}

/// Small weights and a few large ones; a third of them are pruned.
fn initial(values: &mut [f32], pruned: Pruned, random: &mut Pcg32) {
    for value in values.iter_mut() {
        let n = random.next_u32();
        let large = if n >> 24 == 0 { 60.0 } else { 1.0 };
        let dead = pruned == Pruned::Yes && n % 3 == 0;
        *value = if dead { 0.0 } else { large * (1 + (n >> 8) % 99) as f32 };
    }
    let mut rest = values;
    for taps in WIDE.view().all_taps() {
        let unit = rest.split_off_mut(..taps).expect("a unit's weights");
        let sum: f32 = unit.iter().sum();
        unit.iter_mut().for_each(|value| *value /= 1.0001 * sum);
    }
}

/// Adapts every unit's weights of before, run by run.
fn units<W: Learn<Activity = Fixed16>>(
    before: &Weights<W, CONNECTIONS>,
    after: &Weights<W, CONNECTIONS>,
    random: &mut Pcg32,
    source: &Sheet<Fixed16, 40>,
    etas: &Sheet<Fixed16, UNITS>,
    alpha: f64,
    pruned: Pruned,
) {
    let (field, mut first) = (WIDE.view(), 0);
    for (unit, &eta) in etas.units().iter().enumerate() {
        let (row, column) = (unit / UNITS, unit % UNITS);
        let taps = field.taps(row, column);
        let mut own = [W::ZERO; 1681];
        let own = &mut own[..taps];
        own.copy_from_slice(&before.packed()[first..first + taps]);
        if eta > Fixed16::ZERO {
            let span = field.span(row);
            let runs = (0..usize::from(span.rows)).map(|k| {
                let run = field.run(row, k, column);
                let cells = &source.0[usize::from(span.first_row) + k];
                &cells[usize::from(run.start)..][..usize::from(run.len)]
            });
            let (mut sums, mut at) = (W::Tally::default(), 0);
            for inputs in runs.clone() {
                sums = W::tally(sums, &own[at..at + inputs.len()], inputs, pruned);
                at += inputs.len();
            }
            let mut carry = W::carry(random);
            let rate = W::per_connection(W::rate(alpha), W::connections(sums).max(1));
            if let Some(factors) = W::factors(sums, W::growth(rate, eta), before.exponent()) {
                at = 0;
                for inputs in runs {
                    let run = &mut own[at..at + inputs.len()];
                    carry = W::adapt(carry, factors, run, inputs, pruned);
                    at += inputs.len();
                }
            }
        }
        assert!(*own == after.packed()[first..first + taps], "{row} {column} {alpha} {pruned:?}");
        first += taps;
    }
}
