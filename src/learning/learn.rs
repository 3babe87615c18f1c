//! Hebbian learning: once after settling, from the settled activities.
//!
//! In each unit with activity η > 0 every weight w from a cell of activity x becomes
//! (w + α·x·η)/Σ(w + α·x·η), the sum over all the unit's connections of that kind: those on both
//! afferent sheets together. Units at rest keep their weights to the bit. Cost: two passes over the
//! connections of the active units, and one division for each of these.

use crate::{
    join::Join,
    learning::{
        Learn, LearningRate, Pruned,
        prune::normalise,
        update::{Source, Units, Update},
    },
    random::Pcg32,
    sheet::SheetOf,
    side::{Channels, Const, Side},
    weights::ProjectionMut,
};

/// Adapts the weights from `sources` to the settled sheet `target`, the upper rows of units and the
/// lower ones split as `join` says.
///
/// `random` feeds the rounding of the fixed formats, one number for each active unit; floats draw
/// none.
///
/// Where a weight grows beyond what the exponent holds, all get a lower one: in 16 and 32 bits 0 in
/// place of 1, when one of a unit's few connections exceeds 1/2.
pub fn learn<W: Learn, I: Side, O: Side, const CHANNELS: usize>(
    join: &mut impl Join,
    projections: &mut [ProjectionMut<'_, W, I, O>; CHANNELS],
    sources: [&SheetOf<W::Activity, I>; CHANNELS],
    target: &SheetOf<W::Activity, O>,
    rate: LearningRate<W>,
    pruned: Pruned,
    random: &mut Pcg32,
) {
    learn_each::<_, _, _, Const<CHANNELS>>(
        join,
        projections,
        sources,
        target,
        rate,
        pruned,
        random,
    );
}

/// The same where the number of sheets may be known at run time.
#[inline]
pub(super) fn learn_each<W: Learn, I: Side, O: Side, N: Channels>(
    join: &mut impl Join,
    projections: &mut N::Of<ProjectionMut<'_, W, I, O>>,
    sources: N::Of<&SheetOf<W::Activity, I>>,
    target: &SheetOf<W::Activity, O>,
    rate: LearningRate<W>,
    pruned: Pruned,
    random: &mut Pcg32,
) {
    let exponent = exponent::<_, _, _, N>(projections);
    let sources = N::zip_mut(&sources, projections, |sheet, projection| Source {
        field: projection.field,
        cells: sheet.rows(),
    });
    let weights = N::each_mut(projections, |projection| &mut *projection.packed);
    let update = Update::<_, _, _, N> { sources, exponent, rate, pruned };
    let holds = update.apply(join, Units { first: 0, etas: target.rows(), weights }, random);
    if !holds {
        lower_exponent::<_, _, _, N>(projections, random);
    }
}

/// Halves all weights' steps, with every unit's sum as it is to be.
pub(super) fn lower_exponent<W: Learn, I: Side, O: Side, N: Channels>(
    projections: &mut N::Of<ProjectionMut<'_, W, I, O>>,
    random: &mut Pcg32,
) {
    let Some(field) = projections.as_ref().first().map(|projection| projection.field) else {
        return;
    };
    let exponent = exponent::<_, _, _, N>(projections) - 1;
    let mut weights = N::each_mut(projections, |projection| {
        *projection.exponent = exponent;
        &mut *projection.packed
    });
    for taps in field.all_taps() {
        let mut unit =
            N::each_mut(&mut weights, |weights| weights.split_off_mut(..taps).unwrap_or_default());
        normalise(unit.as_mut(), exponent, random);
    }
}

/// The exponent that all share.
fn exponent<W: Learn, I: Side, O: Side, N: Channels>(
    projections: &N::Of<ProjectionMut<'_, W, I, O>>,
) -> i8 {
    projections.as_ref().first().map_or(0, |projection| *projection.exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Fixed16, Fixed32, Sheet, Weights, field,
        learning::Rate,
        number::{Activity, Weight},
    };

    type Lateral = field!(3, 3, 1.0);

    /// Units of three to five connections, of which one grows again and again.
    #[test]
    fn a_unit_of_few_connections_sums_to_one() {
        fn check<W: Learn<Activity = A> + Weight, A: Activity>(tolerance: f64) {
            let field = Lateral::new(1.0);
            let mut weights = Weights::<W, { Lateral::CONNECTIONS }>::new();
            let mut equal = std::vec::Vec::new();
            for taps in field.view().all_taps() {
                equal.extend(std::iter::repeat_n(1.0 / taps as f64, taps));
            }
            weights.load(&field, &equal).unwrap();
            let mut source = Sheet::<A, 3>::new();
            *source.unit_mut(1, 1) = A::from_f64(1.0);
            let target = Sheet::filled(A::from_f64(0.9));
            let rate = LearningRate::new(Rate::Connection(3.0)).unwrap();
            for step in 0..20 {
                let projections = &mut [weights.on_mut(&field)];
                let random = &mut Pcg32::new(step, 1);
                learn(&mut (), projections, [&source], &target, rate, Pruned::No, random);
                let projection = weights.on(&field);
                for (i, j) in (0..9).map(|unit| (unit / 3, unit % 3)) {
                    let sum = projection.connection_field(i, j).sum();
                    assert!((sum - 1.0).abs() <= tolerance, "{} {step} ({i}, {j}): {sum}", W::NAME);
                }
            }
            assert!(weights.on(&field).connection_field(1, 1).weight(1, 1) > 0.99);
        }
        check::<Fixed16, _>(4.0 / 32_768.0);
        check::<Fixed32, _>(4.0 / 2_147_483_648.0);
        check::<f64, _>(1e-15);
    }
}
