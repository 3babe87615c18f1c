//! Every width of weights, odd and even sides, radii from one cell to the whole sheet, silent parts
//! and extreme values: the responses against plain sums.

use crate::compare::{self, Narrow};
use lissom::{
    Fixed8, Fixed16, Sheet,
    geometry::{FieldView, Placement, Run, Span, rows},
    side::Const,
    weights::ProjectionMut,
};

/// As many connections as the largest field here has.
const CONNECTIONS: usize = 65_536;

static mut EIGHT: [Fixed8; CONNECTIONS] = [Fixed8::from_bits(0); CONNECTIONS];
static mut SIXTEEN: [Fixed16; CONNECTIONS] = [Fixed16::ZERO; CONNECTIONS];

/// Stops with an error unless every response is that of plain sums.
pub fn all() {
    // SAFETY: the only references, made once
    let (eight, sixteen) = unsafe { (&mut *(&raw mut EIGHT), &mut *(&raw mut SIXTEEN)) };
    let mut seed = 7;
    macro_rules! sides {
        ($($side:literal)*) => {$(
            side::<_, $side, { 2 * $side - 1 }>(eight, &mut seed);
            side::<_, $side, { 2 * $side - 1 }>(sixteen, &mut seed);
        )*};
    }
    sides!(1 2 3 4 5 6 7 8 11 12 13 16 25 40);
}

fn next(seed: &mut u32) -> u32 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *seed >> 8
}

fn side<W: Narrow, const SIDE: usize, const ROWS: usize>(packed: &mut [W], seed: &mut u32) {
    for radius in [0.0, 1.0, 1.5, 2.3, 3.0, 4.5, 6.5, 9.5, 17.2, 60.0] {
        let mut spans = [Span::default(); SIDE];
        let mut profiles = [[Run::default(); SIDE]; ROWS];
        let profiles = &mut profiles[..rows(SIDE, SIDE, radius)];
        let field = FieldView::<Const<SIDE>, Const<SIDE>>::build(
            Const,
            Const,
            Placement::Corners,
            radius,
            &mut spans,
            profiles,
        );
        let field = field.expect("the radius is valid");
        let Some(packed) = packed.get_mut(..field.connections()) else { break };
        let most = (0..SIDE).map(|unit| field.taps(unit, unit)).max().unwrap_or(1) as u32;
        for weight in &mut *packed {
            *weight = W::below(next(seed), 65_536 / most);
        }
        let mut exponent = 0;
        let weights = ProjectionMut::new(field, packed, &mut exponent).expect("small weights");
        for silent in [0, SIDE / 3] {
            let mut source = Sheet::<Fixed16, SIDE>::new();
            source.fill_with(|i, j| match next(seed) {
                _ if i < silent / 2 || j < silent || j + silent / 2 >= SIDE => Fixed16::ZERO,
                n if n % 5 == 0 => Fixed16::MAX,
                n if n % 5 == 1 => Fixed16::MIN,
                n if n % 5 == 2 && silent > 0 => Fixed16::ZERO,
                n => Fixed16::from_bits((n >> 4) as i16),
            });
            compare::projection(&weights.view(), &source);
        }
    }
}
