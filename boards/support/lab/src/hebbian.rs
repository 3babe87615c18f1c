//! One Hebbian step: weights before and after it.

use crate::{
    any_projection::AnyProjection,
    plan::Plan,
    projection::{Name, ProjectionPlan},
    scene::Scene,
};
use lissom::{
    DynSheet, InitialWeights, Params, PiecewiseSigmoid,
    learning::{Learn, LearningRate, Pruned, Rate, learn},
    network::ReducedNetwork,
    number::{Activity, Wide, WideOf},
    random::Pcg32,
    side::Dyn,
    weights::OwnedProjection,
};
use lissom_experiment::{by_format, error::Error, format::Format, preset::Preset};

/// What pylissom multiplies pictures by.
const GAIN: f64 = 2.33;

/// A projection before and after a step, and the sheets that it has learned from, row by row.
pub struct Step {
    /// The weights before.
    pub before: Box<dyn AnyProjection>,
    /// The weights after.
    pub after: Box<dyn AnyProjection>,
    /// The activity of the source.
    pub source: Vec<f64>,
    /// The activity of the units.
    pub target: Vec<f64>,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Step of {} weights", self.before.count())
    }
}

/// Weights learn with a rate for each connection, and a seed of the rounding.
fn step<W: Learn>(
    before: OwnedProjection<W>,
    source: &DynSheet<W::Activity>,
    target: &DynSheet<W::Activity>,
    (rate, seed): (f64, u64),
) -> Result<Step, Error> {
    let mut after = before.clone();
    let rate = LearningRate::new(Rate::Connection(rate))?;
    let mut random = Pcg32::new(seed, 0);
    let mut views = [after.view_mut()];
    learn(&mut (), &mut views, [source], target, rate, Pruned::No, &mut random);
    let floats = |sheet: &DynSheet<W::Activity>| -> Vec<f64> {
        sheet.units().iter().map(|&unit| unit.to_f64()).collect()
    };
    let (source, target) = (floats(source), floats(target));
    Ok(Step { before: Box::new(before), after: Box::new(after), source, target })
}

/// That of a Cortex with equal sides, whose activity is its response to the picture times 2.33, up
/// to 1.
///
/// # Errors
///
/// The side is out of its range.
pub fn cortex(format: Format, side: usize, seed: u64, scene: &Scene) -> Result<Step, Error> {
    by_format!(format, W => cortex_of::<W>(side, seed, scene))
}

fn cortex_of<W: Learn>(side: usize, seed: u64, scene: &Scene) -> Result<Step, Error> {
    let side = Dyn::new(side)?;
    let mut picture = DynSheet::with_side(side, W::Activity::ZERO);
    scene.paint(&mut picture)?;
    let before =
        OwnedProjection::<W>::new(side, side, 5.0, InitialWeights::cortex(5.0, Some(seed)))?;
    let mut response = DynSheet::with_side(side, WideOf::<W>::ZERO);
    before.view().respond(&mut (), WideOf::<W>::from_f64(GAIN), &picture, &mut response);
    let identity = PiecewiseSigmoid::<W::Activity>::new(0.0, 1.0)?;
    let mut activity = DynSheet::with_side(side, W::Activity::ZERO);
    for (unit, &s) in activity.units_mut().iter_mut().zip(response.units()) {
        *unit = identity.apply(s);
    }
    step(before, &picture, &activity, (0.1, seed))
}

/// Those of the three projections of a ReducedLissom.
///
/// # Errors
///
/// A parameter is out of its range.
pub fn reduced(
    format: Format,
    params: &Params,
    seed: u64,
    scene: &Scene,
) -> Result<[(&'static str, Step); 3], Error> {
    by_format!(format, W => reduced_of::<W>(params, seed, scene))
}

fn reduced_of<W: Learn>(
    params: &Params,
    seed: u64,
    scene: &Scene,
) -> Result<[(&'static str, Step); 3], Error> {
    let plan = Plan::new(Preset::Reduced, *params);
    let network = ReducedNetwork::<W>::new(params, 1)?;
    let mut picture = network.picture();
    scene.paint(&mut picture)?;
    let mut state = network.state();
    let v1 = network.settle(&mut (), &picture, &mut state, &mut ())?;
    let one = |name, source, rate| {
        step(ProjectionPlan::of(&plan, name)?.build::<W>()?, source, v1, (rate, seed))
    };
    Ok([
        ("afferent", one(Name::Afferent, &picture, 0.5)?),
        ("excitatory", one(Name::Excitatory, v1, 0.4)?),
        ("inhibitory", one(Name::Inhibitory, v1, 0.3)?),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::input::OrientedGaussian;

    /// The rule as it stands in the book, of one unit, and what it makes of its weights.
    fn rule(before: &[([usize; 2], f64)], source: &[f64], eta: f64, rate: f64) -> Vec<f64> {
        let side = source.len().isqrt();
        let grown =
            before.iter().map(|([row, column], w)| w + rate * source[row * side + column] * eta);
        let grown: Vec<_> = grown.collect();
        let sum: f64 = grown.iter().sum();
        grown.into_iter().map(|weight| weight / sum).collect()
    }

    const NOTEBOOK: OrientedGaussian = OrientedGaussian {
        row: 12.0,
        column: 12.0,
        sigma_row: 1.0,
        sigma_column: 9.0,
        orientation: 45.0,
    };

    fn scene(side: usize) -> Scene {
        let middle = (side / 2) as f64;
        Scene::Formula(Box::new(OrientedGaussian { row: middle, column: middle, ..NOTEBOOK }))
    }

    fn check(step: &Step, rate: f64, limit: f64) {
        let active = step.target.iter().filter(|&&eta| eta > 0.1).count();
        assert!(active > 20, "{active} units are active");
        let [before, after]: [Vec<f64>; 2] =
            [step.before.packed().collect(), step.after.packed().collect()];
        let [input, _] = step.before.sides();
        let (starts, cells): (_, Vec<_>) = (step.before.starts(), step.before.indices().collect());
        let mut most = 0.0_f64;
        for (own, &eta) in starts.windows(2).zip(&step.target) {
            let own = own[0] as usize..own[1] as usize;
            let place = |cell: &i32| [*cell as usize / input, *cell as usize % input];
            let old: Vec<_> =
                cells[own.clone()].iter().map(place).zip(before[own.clone()].to_vec()).collect();
            let expected = rule(&old, &step.source, eta, rate);
            for ((weight, (at, old)), expected) in after[own].iter().zip(old).zip(expected) {
                assert!((weight - expected).abs() <= limit, "{at:?}: {weight} {expected}");
                most = most.max((weight - old).abs());
            }
        }
        assert!(most > 0.005, "{most}");
    }

    #[test]
    fn a_step_follows_the_rule() {
        for (format, limit) in [(Format::F64, 1e-14), (Format::Fixed16, 1e-4)] {
            check(&cortex(format, 25, 1, &scene(25)).unwrap(), 0.1, limit);
            let steps = reduced(format, &Params::reduced(36), 1, &scene(36)).unwrap();
            for ((_, step), rate) in steps.iter().zip([0.5, 0.4, 0.3]) {
                check(step, rate, limit);
            }
        }
    }

    #[test]
    fn the_cortex_responds_to_the_picture() {
        let step = cortex(Format::F64, 25, 1, &scene(25)).unwrap();
        let weights: Vec<_> = step.before.dense().collect();
        for (weights, eta) in weights.chunks_exact(step.source.len()).zip(&step.target) {
            let sum: f64 = weights.iter().zip(&step.source).map(|(w, x)| w * x).sum();
            assert!((eta - (GAIN * sum).min(1.0)).abs() < 1e-12, "{eta} {sum}");
        }
    }
}
