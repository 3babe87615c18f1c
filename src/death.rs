//! Connections that die: those beyond a shrunken radius, and weak ones.
//!
//! A dead connection's weight is exactly 0, the others of its unit are normalised, and from then on
//! [`Zeros::Stay`] keeps it dead. In 8 and 16 bits a living weight that decays below half a step may round to
//! 0, and so die, too. Tables and memory stay what they were.

use crate::{
    number::{Plastic, Zeros},
    projection::ProjectionMut,
    random::Pcg32,
};

impl<T: Plastic, const IN: usize, const OUT: usize> ProjectionMut<'_, T, IN, OUT> {
    /// Kills the connections of each unit below `part`/2¹⁶ of its living connections' mean weight.
    pub(crate) fn prune(&mut self, part: u32, random: &mut Pcg32) {
        self.each_unit(|_, _, weights, exponent| {
            let sums = total::<T>(weights);
            weights
                .iter_mut()
                .filter(|weight| T::is_below(**weight, sums, part))
                .for_each(|weight| *weight = T::WEIGHT_ZERO);
            normalise::<T>(weights, exponent, random);
        });
    }

    fn each_unit(&mut self, mut f: impl FnMut(usize, usize, &mut [T::Weight], i8)) {
        let mut rest = &mut *self.packed;
        for unit in 0..OUT * OUT {
            let (row, column) = (unit / OUT, unit % OUT);
            let weights;
            (weights, rest) = rest.split_at_mut(self.field.taps(row, column));
            f(row, column, weights, self.exponent);
        }
    }
}

impl<T: Plastic, const SIDE: usize> ProjectionMut<'_, T, SIDE, SIDE> {
    /// Kills the connections of a squared length above `reach`.
    ///
    /// Returns whether there were any.
    pub(crate) fn shrink(&mut self, reach: u32, random: &mut Pcg32) -> bool {
        let (field, mut any) = (self.field, false);
        self.each_unit(|row, column, weights, exponent| {
            let first_row = usize::from(field.span(row).first_row);
            let (mut rest, mut died) = (&mut *weights, false);
            for (k, profile) in field.profiles(row).iter().enumerate() {
                let (start, len) =
                    (usize::from(profile[column].start), usize::from(profile[column].len));
                let run;
                (run, rest) = rest.split_at_mut(len);
                let down = (first_row + k).abs_diff(row);
                for (x, weight) in (start..).zip(run) {
                    let right = x.abs_diff(column);
                    if down * down + right * right > reach as usize {
                        died |= *weight != T::WEIGHT_ZERO;
                        *weight = T::WEIGHT_ZERO;
                    }
                }
            }
            if died {
                normalise::<T>(weights, exponent, random);
            }
            any |= died;
        });
        any
    }
}

/// Inputs that change nothing, for as many weights at a time.
const SILENT: usize = 64;

/// The sum of a unit's living weights.
fn total<T: Plastic>(weights: &[T::Weight]) -> T::Tally {
    let silent = [T::ZERO; SILENT];
    weights.chunks(SILENT).fold(T::Tally::default(), |sums, weights| {
        T::tally(sums, weights, &silent[..weights.len()], Zeros::Stay)
    })
}

/// Makes a unit's weights sum to 1, if any is left.
fn normalise<T: Plastic>(weights: &mut [T::Weight], exponent: i8, random: &mut Pcg32) {
    let (silent, still) = ([T::ZERO; SILENT], T::growth(T::rate(0.0), T::ZERO));
    if let Some(balance) = T::balance(total::<T>(weights), still, exponent) {
        weights.chunks_mut(SILENT).fold(T::carry(random), |carry, weights| {
            let len = weights.len();
            T::adapt(carry, balance, weights, &silent[..len], Zeros::Stay)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fixed16, Weights, field};

    type Lateral = field!(3, 3, 1.0);
    const N: usize = Lateral::CONNECTIONS;

    /// Every connection of every unit of this value, but for the middle unit's.
    fn loaded<T: Plastic>(field: &Lateral, middle: [f64; 5]) -> Weights<T, N> {
        let mut flat = std::vec![0.25; N];
        flat[14..19].copy_from_slice(&middle);
        let mut weights = Weights::new();
        weights.load(field, &flat).unwrap();
        weights
    }

    fn middle<T: Plastic>(weights: &Weights<T, N>, field: &Lateral) -> std::vec::Vec<f64> {
        let unit = weights.on(field).connection_field(1, 1);
        unit.weights().iter().map(|&w| T::weight_to_f64(w, unit.exponent())).collect()
    }

    #[test]
    fn weak_connections_die() {
        fn pruned<T: Plastic>(tolerance: f64) {
            let field = Lateral::new(1.0);
            // mean 0.2, so that 0.1 and 0.05 are below 0.55 of it
            let mut weights = loaded::<T>(&field, [0.1, 0.25, 0.4, 0.05, 0.2]);
            weights.on_mut(&field).prune(36_045, &mut Pcg32::new(1, 1));
            let expected = [0.0, 0.25 / 0.85, 0.4 / 0.85, 0.0, 0.2 / 0.85];
            for (ours, expected) in middle(&weights, &field).iter().zip(expected) {
                assert!((ours - expected).abs() <= tolerance, "{ours} {expected}");
                assert_eq!(*ours == 0.0, expected == 0.0);
            }
        }
        pruned::<f64>(1e-15);
        pruned::<f32>(1e-7);
        pruned::<Fixed16>(2.0 / 65_536.0);
    }

    #[test]
    fn connections_beyond_the_radius_die() {
        let field = Lateral::new(1.0);
        let mut weights = loaded::<f64>(&field, [0.1, 0.25, 0.4, 0.05, 0.2]);
        let before = weights.clone();
        assert!(!weights.on_mut(&field).shrink(1, &mut Pcg32::new(1, 1)), "none is beyond 1");
        assert!(weights == before);
        assert!(weights.on_mut(&field).shrink(0, &mut Pcg32::new(1, 1)));
        for (i, j) in (0..9).map(|unit| (unit / 3, unit % 3)) {
            let unit = weights.on(&field).connection_field(i, j);
            assert_eq!((unit.weight(i, j), unit.sum()), (1.0, 1.0));
        }
    }
}
