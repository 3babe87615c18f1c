//! *Lissom modules*: weights by themselves, stimuli, the LGN, and how both networks settle.

use super::{Drawing, Figures, PIXELS, SEED, both};
use crate::picture;
use lissom::{InitialWeights, Params, Stage};
use lissom_experiment::{error::Error, preset::Preset};
use lissom_lab::{
    plan::Plan,
    scene::Scene,
    trace::{Trace, name},
};

const SIDE: usize = 36;

pub(super) const FIGURES: [Drawing; 9] = [
    ("Cortex", cortex),
    ("GaussianCloud", cloud),
    ("DifferenceOfGaussians", dog),
    ("UnnormalizedDifferenceOfGaussians", unnormalised_dog),
    ("Gaussian, sigma 3", gaussian_3),
    ("LGN", lgn),
    ("Gaussian, sigma 2", gaussian_2),
    ("ReducedLissom", reduced),
    ("Lissom", whole),
];

impl Figures {
    fn gaussian(&mut self, file: &str, title: &str, sigma: f64) -> Result<(), Error> {
        let scene = Scene::gaussian(SIDE, sigma);
        let [ours, exact] = both(|format| scene.on_retina(SIDE, format))?;
        let [ours, exact] =
            [&ours, &exact].map(|one: &Vec<f64>| (picture::retina(one, PIXELS), &one[..]));
        self.pair(file, title, ours, exact)
    }

    fn network(&mut self, file: &str, title: &str, plan: &Plan) -> Result<(), Error> {
        let scene = Scene::gaussian(SIDE, 2.0);
        let [ours, exact] = both(|format| plan.run(format, &scene))?;
        if let (Some(ours), Some(exact)) = (ours.v1(), exact.v1()) {
            let title = format!("{title}: response");
            let (ours, exact) = (&ours.output.numbers, &exact.output.numbers);
            self.activities(&format!("{file}-response"), &title, ours, exact)?;
        }
        let modules = picture::modules(&ours, 144);
        self.figure(
            &format!("{file}-modules"),
            &format!("{title}: modules' inputs and activations after settling, fixed16"),
            modules,
        );
        self.figure(
            &format!("{file}-settling"),
            &format!("{title}: settling step by step, fixed16"),
            picture::stages(&ours, 108),
        );
        for (ours, exact) in ours.records.iter().zip(&exact.records) {
            let title = format!("  {}", name(ours.stage));
            self.compare(&title, &ours.output.numbers, &exact.output.numbers)?;
        }
        Ok(())
    }
}

fn cortex(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::cortex(5.0, Some(SEED));
    figures.weights("cortex", "Cortex 25 to 5, radius 5, sigma 5", (25, 5.0), initial, false)
}

fn cloud(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::gaussian_cloud(5.0, SEED);
    let title = "GaussianCloud 25 to 5, sigma 5";
    figures.weights("gaussian-cloud", title, (25, f64::INFINITY), initial, false)
}

fn dog(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::difference(1.0, 5.0);
    let title = "DifferenceOfGaussians 25 to 5, radius 5";
    figures.weights("difference-of-gaussians", title, (25, 5.0), initial, true)
}

fn unnormalised_dog(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::unnormalised_difference(1.0, 5.0);
    let title = "Unnormalized DoG 24 to 5, sigma 1 and 5";
    figures.weights("unnormalised-difference", title, (24, f64::INFINITY), initial, true)
}

fn gaussian_3(figures: &mut Figures) -> Result<(), Error> {
    figures.gaussian("gaussian-3", "Gaussian stimulus, sigma 3", 3.0)
}

fn gaussian_2(figures: &mut Figures) -> Result<(), Error> {
    figures.gaussian("gaussian-2", "Gaussian stimulus, sigma 2", 2.0)
}

fn on_minus_off(trace: &Trace) -> Vec<f64> {
    let output = |stage| trace.get(stage).map_or(&[][..], |record| &record.output.numbers);
    let (on, off) = (output(Stage::LgnOn), output(Stage::LgnOff));
    on.iter().zip(off).map(|(on, off)| on - off).collect()
}

fn lgn(figures: &mut Figures) -> Result<(), Error> {
    let scene = Scene::gaussian(SIDE, 3.0);
    let params = Params { steps: 0, ..Params::notebook(SIDE) };
    let plan = Plan::new(Preset::Notebook, params);
    let [ours, exact] = both(|format| Ok(on_minus_off(&plan.run(format, &scene)?)))?;
    let picture = |values: &[f64]| picture::signed(values, PIXELS);
    let title = "LGN's ON - OFF response to sigma 3, times 2.33";
    figures.pair("lgn", title, (picture(&ours), &ours), (picture(&exact), &exact))
}

fn reduced(figures: &mut Figures) -> Result<(), Error> {
    let plan = Plan::new(Preset::Reduced, Params::reduced(SIDE));
    figures.network("reduced-lissom", "ReducedLissom", &plan)
}

fn whole(figures: &mut Figures) -> Result<(), Error> {
    let plan = Plan::new(Preset::Notebook, Params::notebook(SIDE));
    figures.network("lissom", "Lissom", &plan)
}
