//! What the kernels compute against plain sums over every cell.

use crate::map;
use lissom::{
    DogView, Engine, Fixed8, Fixed16, Lgn, LgnDynamics, LgnState, Projection, Sheet,
    geometry::{DiscRow, rows},
    number::{FixedWide, Weight, Wide},
    side::Const,
    weights::disc_taps,
};

/// Weights of activities of 16 bits.
pub trait Narrow: Engine + Weight<Activity = Fixed16, Sum = i32> {
    /// The weight's bits.
    fn bits(self) -> i32;
    /// A weight whose magnitude is at most `limit`, from random bits.
    fn below(random: u32, limit: u32) -> Self;
}

impl Narrow for Fixed8 {
    fn bits(self) -> i32 {
        self.to_bits().into()
    }
    fn below(random: u32, limit: u32) -> Self {
        Self::from_bits(signed(random, limit.min(127)) as i8)
    }
}

impl Narrow for Fixed16 {
    fn bits(self) -> i32 {
        self.to_bits().into()
    }
    fn below(random: u32, limit: u32) -> Self {
        Self::from_bits(signed(random, limit.min(32_767)) as i16)
    }
}

/// One of the extremes, or a number between them.
const fn signed(random: u32, limit: u32) -> i32 {
    let limit = limit as i32;
    match random % 8 {
        0 => limit,
        1 => -limit,
        _ => (random >> 3) as i32 % (2 * limit + 1) - limit,
    }
}

/// Stops with an error unless every unit's response is that of a plain sum.
pub fn projection<W: Narrow, const SIDE: usize>(
    projection: &Projection<W, Const<SIDE>, Const<SIDE>>,
    source: &Sheet<Fixed16, SIDE>,
) {
    let mut response = Sheet::filled(FixedWide::ZERO);
    projection.respond(&mut (), FixedWide::ONE, source, &mut response);
    for (i, units) in response.0.iter().enumerate() {
        for (j, &unit) in units.iter().enumerate() {
            let field = projection.connection_field(i, j);
            let mut sum = 0_i32;
            for (row, cells) in source.0.iter().enumerate() {
                let Some((start, weights)) = field.row(row) else { continue };
                for (weight, cell) in weights.iter().zip(&cells[start..]) {
                    sum = sum.wrapping_add(weight.bits() * i32::from(cell.to_bits()));
                }
            }
            assert_eq!(unit, Fixed16::response(FixedWide::ONE, sum, field.exponent()), "{i} {j}");
        }
    }
}

const SIDE: usize = map::LGN;
const ROWS: usize = rows(SIDE, SIDE, map::PARAMS.r_l);
const TAPS: usize = disc_taps(SIDE, map::PARAMS.r_l);

struct Dog {
    rows: [DiscRow; ROWS],
    kernels: [[Fixed16; TAPS]; 2],
    ratios: [[FixedWide; 2]; TAPS],
}

/// Stops with an error unless the response of every unit of the LGN is that of two plain sums.
pub fn lgn(source: &Sheet<Fixed16, SIDE>, state: &mut LgnState<Fixed16, Const<SIDE>>) {
    let mut dog = Dog {
        rows: [DiscRow::default(); ROWS],
        kernels: [[Fixed16::ZERO; TAPS]; 2],
        ratios: [[FixedWide::ZERO; 2]; TAPS],
    };
    let sigmas = [map::PARAMS.sigma_center, map::PARAMS.sigma_surround];
    let [center, surround] = &mut dog.kernels;
    let memory = (&mut dog.rows[..], [&mut center[..], &mut surround[..]], &mut dog.ratios[..]);
    let view = DogView::build(Const, map::PARAMS.r_l, sigmas, memory).expect("the preset is valid");
    let dynamics = LgnDynamics::new(&map::PARAMS).expect("the preset is valid");
    Lgn::<Fixed16, _, _>::shared(view, dynamics).respond(&mut (), source, state, &mut ());

    // a kernel's weights add up to 1
    let exponents = dog.kernels.each_ref().map(|kernel| {
        let sum: i32 = kernel.iter().map(|weight| i32::from(weight.to_bits())).sum();
        sum.ilog2() as i8 - 15
    });
    let reach = ROWS as i32 / 2;
    let limit = (map::PARAMS.r_l * map::PARAMS.r_l) as i32;
    for (i, units) in state.response().0.iter().enumerate() {
        for (j, &unit) in units.iter().enumerate() {
            let (mut sums, mut tap) = ([0_i32; 2], 0);
            for (down, right) in square(reach).filter(|(y, x)| y * y + x * x <= limit) {
                let row = source.0.get((i as i32 + down) as usize);
                if let Some(cell) = row.and_then(|row| row.get((j as i32 + right) as usize)) {
                    for (sum, kernel) in sums.iter_mut().zip(&dog.kernels) {
                        let product = i32::from(kernel[tap].to_bits()) * i32::from(cell.to_bits());
                        *sum = sum.wrapping_add(product);
                    }
                }
                tap += 1;
            }
            let ratios = dog.ratios[place(i) * (place(SIDE / 2) + 1) + place(j)];
            let [center, surround] = [0, 1].map(|channel| {
                Fixed16::response(ratios[channel], sums[channel], exponents[channel])
            });
            let gain = FixedWide::from_f64(map::PARAMS.gamma_l);
            assert_eq!(unit, gain.multiply(center - surround), "LGN {i} {j}");
        }
    }
}

/// The row or column of the ratios' table: the distance from the border, and one for all that it
/// does not cut.
fn place(index: usize) -> usize {
    index.min(SIDE - 1 - index).min(ROWS / 2)
}

/// Row by row.
fn square(reach: i32) -> impl Iterator<Item = (i32, i32)> {
    (-reach..=reach).flat_map(move |y| (-reach..=reach).map(move |x| (y, x)))
}
