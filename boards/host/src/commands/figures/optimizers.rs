//! *Optimizers*: weights before and after one Hebbian step, by the rule that pylissom documents:
//! w' = (w + α·x·η)/Σ(w + α·x·η) over each unit's own connections, with V1's settled η.

use super::{Drawing, Figures, PIXELS, SEED};
use crate::{
    arrays::packed,
    error::Error,
    figure::{self, Connections, FieldsPanel, Panel, Style},
    picture,
    plan::Plan,
    preset::Preset,
    projection::{Name, ProjectionPlan},
    scene::Scene,
    view::{Kind, View},
};
use lissom::{
    DynSheet, Fixed16, InitialWeights, Params, PiecewiseSigmoid,
    learning::{Learn, LearningRate, Pruned, Rate, learn},
    network::ReducedNetwork,
    number::{Activity, Wide, WideOf},
    random::Pcg32,
    side::Dyn,
    weights::OwnedProjection,
};

pub(super) const FIGURES: [Drawing; 2] =
    [("a Cortex learns", cortex), ("a ReducedLissom learns", reduced)];

const CORTEX: usize = 25;
const REDUCED: usize = 36;
/// What pylissom multiplies pictures by.
const GAIN: f64 = 2.33;

/// A projection before and after a step, and the sheets that it has learned from.
struct Step<W: Learn> {
    before: OwnedProjection<W>,
    after: OwnedProjection<W>,
    source: DynSheet<W::Activity>,
    target: DynSheet<W::Activity>,
}

impl<W: Learn> Step<W> {
    fn new(
        before: OwnedProjection<W>,
        source: &DynSheet<W::Activity>,
        target: &DynSheet<W::Activity>,
        rate: f64,
    ) -> Result<Self, Error> {
        let mut after = before.clone();
        let rate = LearningRate::new(Rate::Connection(rate))?;
        let mut random = Pcg32::new(SEED, 0);
        let mut views = [after.view_mut()];
        learn(&mut (), &mut views, [source], target, rate, Pruned::No, &mut random);
        Ok(Self { before, after, source: source.clone(), target: target.clone() })
    }
}

/// A Gaussian across the whole retina, rotated as pylissom does.
fn scene(side: usize, orientation: f64) -> Result<Scene, Error> {
    let usual = View::usual(Kind::Gaussian)?;
    let gaussian = View {
        sigma: Some(1.0),
        sigma_column: Some(9.0),
        orientation: Some(orientation),
        pylissom_rotation: true,
        ..usual
    };
    gaussian.scene(side)
}

/// A Cortex 25 → 25, whose activity is its response to the picture times 2.33, up to 1.
fn cortex_step<W: Learn>() -> Result<Step<W>, Error> {
    let side = Dyn::new(CORTEX)?;
    let mut picture = DynSheet::with_side(side, W::Activity::ZERO);
    scene(CORTEX, 45.0)?.paint(&mut picture)?;
    let before =
        OwnedProjection::<W>::new(side, side, 5.0, InitialWeights::cortex(5.0, Some(SEED)))?;
    let mut response = DynSheet::with_side(side, WideOf::<W>::ZERO);
    before.view().respond(&mut (), WideOf::<W>::from_f64(GAIN), &picture, &mut response);
    let identity = PiecewiseSigmoid::<W::Activity>::new(0.0, 1.0)?;
    let mut activity = DynSheet::with_side(side, W::Activity::ZERO);
    for (unit, &s) in activity.units_mut().iter_mut().zip(response.units()) {
        *unit = identity.apply(s);
    }
    Step::new(before, &picture, &activity, 0.1)
}

/// The three projections of a ReducedLissom of side 36.
fn reduced_steps<W: Learn>() -> Result<[(&'static str, Step<W>); 3], Error> {
    let plan = Plan::new(Preset::Reduced, Params::reduced(REDUCED));
    let network = ReducedNetwork::<W>::new(&plan.params, 1)?;
    let mut picture = network.picture();
    scene(REDUCED, 80.0)?.paint(&mut picture)?;
    let mut state = network.state();
    let v1 = network.settle(&mut (), &picture, &mut state, &mut ())?;
    let step =
        |name, source, rate| Step::new(ProjectionPlan::of(&plan, name)?.build()?, source, v1, rate);
    Ok([
        ("afferent", step(Name::Afferent, &picture, 0.5)?),
        ("excitatory", step(Name::Excitatory, v1, 0.4)?),
        ("inhibitory", step(Name::Inhibitory, v1, 0.3)?),
    ])
}

impl Figures {
    /// Weights before and after, and by how much they exceed those before.
    fn step(
        &mut self,
        file: &str,
        title: &str,
        ours: &Step<Fixed16>,
        exact: &Step<f64>,
    ) -> Result<(), Error> {
        let [before, after] = [&ours.before, &ours.after].map(Connections::of_projection);
        let (before, after) = (before?, after?);
        let all = [
            ("before", vec![before.clone()]),
            ("after", vec![after.clone()]),
            ("after − before", vec![after, before]),
        ];
        let panels = all.into_iter().filter_map(|(when, projections)| {
            Some(Panel::Fields(FieldsPanel::every(when.to_owned(), &projections, 3)?))
        });
        let heading = format!("{title}, fixed16");
        let figure = figure::Figure { title: heading, panels: panels.collect(), columns: 3 };
        self.figure(file, title, figure.picture(&Style::default())?);
        let [ours, exact]: [Vec<_>; 2] =
            [packed(ours.after.view()).collect(), packed(exact.after.view()).collect()];
        self.compare(title, &ours, &exact)
    }

    /// The picture and the activity that a step has learned from.
    fn sheets(
        &mut self,
        file: &str,
        title: &str,
        ours: &Step<Fixed16>,
        exact: &Step<f64>,
    ) -> Result<(), Error> {
        let picture = picture::retina((&ours.source).into(), PIXELS);
        self.figure(&format!("{file}-picture"), &format!("{title}: picture"), picture);
        let (file, title) = (format!("{file}-activity"), format!("{title}: activity"));
        self.activities(&file, &title, (&ours.target).into(), (&exact.target).into())
    }
}

fn cortex(figures: &mut Figures) -> Result<(), Error> {
    let (ours, exact) = (cortex_step()?, cortex_step()?);
    figures.sheets("cortex-step", "Cortex 25 to 25", &ours, &exact)?;
    figures.step("cortex-step-weights", "Cortex 25 to 25, rate 0.1", &ours, &exact)
}

fn reduced(figures: &mut Figures) -> Result<(), Error> {
    let (ours, exact) = (reduced_steps()?, reduced_steps()?);
    let [(_, first), ..] = &ours;
    let [(_, first_exact), ..] = &exact;
    figures.sheets("reduced-step", "ReducedLissom 36", first, first_exact)?;
    for ((name, ours), (_, exact)) in ours.iter().zip(&exact) {
        let title = format!("ReducedLissom 36, {name}");
        figures.step(&format!("reduced-step-{name}"), &title, ours, exact)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrays::dense;

    /// The rule as it stands in the book, of one unit, and what it makes of its weights.
    fn rule(before: &[([usize; 2], f64)], source: &[f64], eta: f64, rate: f64) -> Vec<f64> {
        let side = source.len().isqrt();
        let grown =
            before.iter().map(|([row, column], w)| w + rate * source[row * side + column] * eta);
        let grown: Vec<_> = grown.collect();
        let sum: f64 = grown.iter().sum();
        grown.into_iter().map(|weight| weight / sum).collect()
    }

    fn check<W: Learn>(step: &Step<W>, rate: f64, limit: f64) {
        let floats = |sheet: &DynSheet<W::Activity>| -> Vec<f64> {
            sheet.units().iter().map(|&unit| unit.to_f64()).collect()
        };
        let (source, target) = (floats(&step.source), floats(&step.target));
        let active = target.iter().filter(|&&eta| eta > 0.1).count();
        assert!(active > 20, "{active} units are active");
        let [before, after] =
            [&step.before, &step.after].map(|one| Connections::of_projection(one).unwrap());
        let (side, mut most) = (before.units(), 0.0_f64);
        for (unit, &eta) in target.iter().enumerate() {
            let place = [unit / side, unit % side];
            let own: Vec<_> = before.of(place).collect();
            let expected = rule(&own, &source, eta, rate);
            for ((found, (_, old)), expected) in after.of(place).zip(own).zip(expected) {
                let (at, weight) = found;
                assert!(
                    (weight - expected).abs() <= limit,
                    "{place:?} {at:?}: {weight} {expected}"
                );
                most = most.max((weight - old).abs());
            }
        }
        assert!(most > 0.005, "{most}");
    }

    #[test]
    fn a_step_follows_the_rule() {
        check(&cortex_step::<f64>().unwrap(), 0.1, 1e-14);
        check(&cortex_step::<Fixed16>().unwrap(), 0.1, 1e-4);
        let steps = reduced_steps::<f64>().unwrap();
        for ((_, step), rate) in steps.iter().zip([0.5, 0.4, 0.3]) {
            check(step, rate, 1e-14);
        }
        let steps = reduced_steps::<Fixed16>().unwrap();
        for ((_, step), rate) in steps.iter().zip([0.5, 0.4, 0.3]) {
            check(step, rate, 1e-4);
        }
    }

    #[test]
    fn the_cortex_responds_to_the_picture() {
        let step = cortex_step::<f64>().unwrap();
        let weights: Vec<_> = dense(step.before.view()).collect();
        let picture = step.source.units();
        for (weights, eta) in weights.chunks_exact(picture.len()).zip(step.target.units()) {
            let sum: f64 = weights.iter().zip(picture).map(|(w, x)| w * x).sum();
            assert!((eta - (GAIN * sum).min(1.0)).abs() < 1e-12, "{eta} {sum}");
        }
        // along the diagonal that rises from left to right
        let at = |row: usize, column: usize| picture[row * CORTEX + column];
        assert!(at(8, 16) > 0.5 && at(8, 8) < 1e-3, "{} {}", at(8, 16), at(8, 8));
    }
}
