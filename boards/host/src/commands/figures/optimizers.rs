//! *Optimizers*: weights before and after one Hebbian step, by the rule that pylissom documents:
//! w' = (w + α·x·η)/Σ(w + α·x·η) over each unit's own connections, with V1's settled η.

use super::{Drawing, Figures, PIXELS, SEED, both};
use crate::{
    figure::{self, Connections, FieldsPanel, Panel, Style},
    picture,
    view::{Kind, View},
};
use lissom::Params;
use lissom_experiment::error::Error;
use lissom_lab::{
    hebbian::{self, Step},
    scene::Scene,
};

pub(super) const FIGURES: [Drawing; 2] =
    [("a Cortex learns", cortex), ("a ReducedLissom learns", reduced)];

const CORTEX: usize = 25;
const REDUCED: usize = 36;

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

impl Figures {
    /// Weights before and after, and by how much they exceed those before.
    fn step(&mut self, file: &str, title: &str, ours: &Step, exact: &Step) -> Result<(), Error> {
        let [before, after] = [&ours.before, &ours.after].map(|one| Connections::of(&**one));
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
            [ours.after.packed().collect(), exact.after.packed().collect()];
        self.compare(title, &ours, &exact)
    }

    /// The picture and the activity that a step has learned from.
    fn sheets(&mut self, file: &str, title: &str, ours: &Step, exact: &Step) -> Result<(), Error> {
        let picture = picture::retina(&ours.source, PIXELS);
        self.figure(&format!("{file}-picture"), &format!("{title}: picture"), picture);
        let (file, title) = (format!("{file}-activity"), format!("{title}: activity"));
        self.activities(&file, &title, &ours.target, &exact.target)
    }
}

fn cortex(figures: &mut Figures) -> Result<(), Error> {
    let [ours, exact] =
        both(|format| hebbian::cortex(format, CORTEX, SEED, &scene(CORTEX, 45.0)?))?;
    figures.sheets("cortex-step", "Cortex 25 to 25", &ours, &exact)?;
    figures.step("cortex-step-weights", "Cortex 25 to 25, rate 0.1", &ours, &exact)
}

fn reduced(figures: &mut Figures) -> Result<(), Error> {
    let params = Params::reduced(REDUCED);
    let [ours, exact] =
        both(|format| hebbian::reduced(format, &params, SEED, &scene(REDUCED, 80.0)?))?;
    let [(_, first), ..] = &ours;
    let [(_, first_exact), ..] = &exact;
    figures.sheets("reduced-step", "ReducedLissom 36", first, first_exact)?;
    for ((name, ours), (_, exact)) in ours.iter().zip(&exact) {
        let title = format!("ReducedLissom 36, {name}");
        figures.step(&format!("reduced-step-{name}"), &title, ours, exact)?;
    }
    Ok(())
}
