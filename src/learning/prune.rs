//! Pruning: connections beyond a shrunken radius, and weak ones, are taken away.
//!
//! A pruned connection's weight is exactly 0, the others of its unit are normalised, and from then
//! on [`Pruned::Yes`] keeps it 0. In 8 and 16 bits a weight that decays below half a step may round
//! to 0, and so be pruned, too. Tables and memory stay what they were.

use crate::{
    geometry::FieldView,
    learning::{Learn, Pruned, learn::lower_exponent},
    math,
    number::{Activity, Weight},
    random::Pcg32,
    side::{Const, Side},
    weights::ProjectionMut,
};

impl<W: Learn, I: Side, O: Side> ProjectionMut<'_, W, I, O> {
    /// Takes away the connections of each unit below `fraction`/2¹⁶ of its mean non-zero weight.
    pub(crate) fn prune(&mut self, fraction: u32, random: &mut Pcg32) {
        let is_weak = |weight: W, sums| W::is_below(weight, sums, fraction);
        self.make_room(random, |_, _, weights, keep| {
            let sums = total(W::Tally::default(), weights);
            weights.split(|&weight| is_weak(weight, sums)).for_each(keep);
        });
        self.each_unit(|_, _, weights, exponent| {
            let sums = total(W::Tally::default(), weights);
            weights
                .iter_mut()
                .filter(|weight| is_weak(**weight, sums))
                .for_each(|weight| *weight = W::ZERO);
            normalise(&mut [weights], exponent, random);
        });
    }

    /// Lowers the exponent if one of the weights that a unit keeps is half their sum or more, and
    /// so becomes 1/2 or more.
    fn make_room(
        &mut self,
        random: &mut Pcg32,
        each_kept: impl Fn(usize, usize, &mut [W], &mut dyn FnMut(&[W])),
    ) {
        if W::holds_one(*self.exponent) {
            return;
        }
        let mut holds = true;
        self.each_unit(|row, column, weights, _| {
            let (mut sums, mut largest) = (W::Tally::default(), W::ZERO);
            each_kept(row, column, weights, &mut |weights| {
                sums = total(sums, weights);
                for &weight in weights {
                    largest = if weight.widen() > largest.widen() { weight } else { largest };
                }
            });
            let half = W::connections(sums) << 15; // of the mean, in steps of 2⁻¹⁶
            holds &= largest == W::ZERO || W::is_below(largest, sums, half);
        });
        if !holds {
            lower_exponent::<_, _, _, Const<1>>(&mut [self.reborrow()], random);
        }
    }

    fn each_unit(&mut self, mut f: impl FnMut(usize, usize, &mut [W], i8)) {
        let (mut rest, side) = (&mut *self.packed, self.field.output().get());
        for (unit, taps) in self.field.all_taps().enumerate() {
            let weights;
            (weights, rest) = rest.split_at_mut(taps);
            f(unit / side, unit % side, weights, *self.exponent);
        }
    }
}

impl<W: Learn, S: Side> ProjectionMut<'_, W, S, S> {
    /// Takes away the connections of a squared length above `reach`.
    ///
    /// Returns whether there were any.
    pub(crate) fn shrink(&mut self, reach: u32, random: &mut Pcg32) -> bool {
        let (field, mut any) = (self.field, false);
        // none is so long; a chip, which would compute the field's reach in software, visits them
        // all
        let host = cfg!(any(target_pointer_width = "64", lissom_lanes));
        if host && f64::from(reach) + 1.0 > math::square_within(field.radius()) {
            self.make_room(random, |_, _, weights, keep| keep(weights));
            return false;
        }
        self.make_room(random, |row, column, weights, keep| {
            each_connection(field, row, column, weights, |length, weight| {
                if length <= reach {
                    keep(&[*weight]);
                }
            });
        });
        self.each_unit(|row, column, weights, exponent| {
            let mut pruned = false;
            each_connection(field, row, column, weights, |length, weight| {
                if length > reach {
                    pruned |= *weight != W::ZERO;
                    *weight = W::ZERO;
                }
            });
            if pruned {
                normalise(&mut [weights], exponent, random);
            }
            any |= pruned;
        });
        any
    }
}

/// Calls a function with the squared length and the weight of each of a unit's connections.
fn each_connection<W: Weight, S: Side>(
    field: FieldView<'_, S, S>,
    row: usize,
    column: usize,
    mut weights: &mut [W],
    mut f: impl FnMut(u32, &mut W),
) {
    let first_row = usize::from(field.span(row).first_row);
    for (k, profile) in field.profiles(row).iter().enumerate() {
        let run = profile.as_ref()[column];
        let own;
        (own, weights) = weights.split_at_mut(usize::from(run.len));
        let down = (first_row + k).abs_diff(row);
        for (x, weight) in run.columns().zip(own) {
            let right = x.abs_diff(column);
            f((down * down + right * right) as u32, weight);
        }
    }
}

/// Length of a run of zero inputs, used to renormalise in chunks.
const SILENT: usize = 64;

/// The sum of a unit's non-zero weights, after other such sums.
fn total<W: Learn>(sums: W::Tally, weights: &[W]) -> W::Tally {
    let silent = [<W::Activity as Activity>::ZERO; SILENT];
    weights
        .chunks(SILENT)
        .fold(sums, |sums, weights| W::tally(sums, weights, &silent[..weights.len()], Pruned::Yes))
}

/// Makes a unit's weights from all sheets sum to 1, if any is left.
pub(super) fn normalise<W: Learn>(unit: &mut [&mut [W]], exponent: i8, random: &mut Pcg32) {
    let zero = <W::Activity as Activity>::ZERO;
    let (silent, none) = ([zero; SILENT], W::growth(W::rate(0.0), zero));
    let sums = unit.iter().fold(W::Tally::default(), |sums, weights| total(sums, weights));
    if let Some(factors) = W::factors(sums, none, exponent) {
        let weights = unit.iter_mut().flat_map(|weights| weights.chunks_mut(SILENT));
        weights.fold(W::carry(random), |carry, weights| {
            let len = weights.len();
            W::adapt(carry, factors, weights, &silent[..len], Pruned::Yes)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fixed16, Fixed32, Weights};

    type Lateral = crate::field!(3, 3, 1.0);
    const N: usize = Lateral::CONNECTIONS;

    /// Every weight is 1/4, but for the middle unit's.
    fn loaded<W: Learn>(field: &Lateral, middle: [f64; 5]) -> Weights<W, N> {
        let mut flat = std::vec![0.25; N];
        flat[14..19].copy_from_slice(&middle);
        let mut weights = Weights::new();
        weights.load(field, &flat).unwrap();
        weights
    }

    fn middle<W: Learn>(weights: &Weights<W, N>, field: &Lateral) -> std::vec::Vec<f64> {
        let unit = weights.on(field).connection_field(1, 1);
        unit.weights().iter().map(|&w| w.value(unit.exponent())).collect()
    }

    #[test]
    fn weak_connections_are_pruned() {
        fn pruned<W: Learn>(tolerance: f64) {
            let field = Lateral::new(1.0);
            // mean 0.2, so that 0.1 and 0.05 are below 0.55 of it
            let mut weights = loaded::<W>(&field, [0.1, 0.25, 0.4, 0.05, 0.2]);
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
    fn connections_beyond_the_radius_are_pruned() {
        fn pruned<W: Learn>(tolerance: f64) {
            let field = Lateral::new(1.0);
            let mut weights = loaded::<W>(&field, [0.1, 0.25, 0.4, 0.05, 0.2]);
            let (before, random) = (middle(&weights, &field), &mut Pcg32::new(1, 1));
            assert!(!weights.on_mut(&field).shrink(1, random), "none is beyond 1");
            for (weight, before) in middle(&weights, &field).iter().zip(before) {
                assert!((weight - before).abs() <= tolerance, "{} {before}", W::NAME);
            }
            assert!(weights.on_mut(&field).shrink(0, random));
            for (i, j) in (0..9).map(|unit| (unit / 3, unit % 3)) {
                let unit = weights.on(&field).connection_field(i, j);
                let (one, sum) = (unit.weight(i, j), unit.sum());
                assert!(one == sum && (sum - 1.0).abs() <= tolerance, "{} {sum}", W::NAME);
            }
        }
        pruned::<f64>(0.0);
        pruned::<f32>(0.0);
        pruned::<Fixed16>(1.0 / 32_768.0);
        pruned::<Fixed32>(1.0 / 2_147_483_648.0);
    }
}
