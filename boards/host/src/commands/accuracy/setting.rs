//! A random ordinary setting: a network and a picture.

use crate::{
    network_args::NetworkArgs,
    view::{Kind, View},
};
use clap::{Parser, ValueEnum};
use lissom::random::Pcg32;
use lissom_experiment::{error::Error, preset::Preset};
use lissom_lab::{plan::Plan, scene::Scene};
use std::f64::consts::TAU;

/// The presets that settings start from.
const PRESETS: [Preset; 3] = [Preset::Notebook, Preset::Reduced, Preset::LissomOr];

/// A network and what it is shown, as options of `settle`.
#[derive(Debug, Clone, Parser)]
#[command(no_binary_name = true)]
pub struct Setting {
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    view: View,
}

/// Draws the options one after the other.
struct Draw {
    random: Pcg32,
    options: Vec<String>,
}

impl Draw {
    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.random.below(all.len() as u32) as usize]
    }

    fn whole(&mut self, name: &str, least: u32, most: u32) -> usize {
        let number = least + self.random.below(most - least + 1);
        self.options.push(format!("--{name}={number}"));
        number as usize
    }

    fn uniform(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.random.next_f64()
    }

    fn number(&mut self, name: &str, least: f64, most: f64) {
        let number = self.uniform(least, most);
        self.options.push(format!("--{name}={number:.3}"));
    }

    fn set(&mut self, key: &str, value: f64) {
        self.options.push(format!("--set={key}={value:.3}"));
    }
}

/// The options of the setting with this number. All are drawn uniformly, those that are not whole
/// with three decimals, and what is not named here is the preset's:
///
/// - the preset: `notebook`, `reduced` or `lissom-or`;
/// - the sides of retina, LGN and V1: 8 to 24, each by itself;
/// - 1 to 20 settling steps, and the seed of the weights;
/// - γ_A: half to twice the preset's; γ_E and γ_I: 0.5 to 1.5;
/// - θ_l: 0 to 0.2; θ_u: 0.3 to 1 above θ_l;
/// - r_A, r_E and r_I: 0.7 to 1.5 times the preset's;
/// - a stimulus of the seven of `settle`, anywhere on the retina, with σs of 1 to 4 cells, any
///   orientation and phase, 1 to 5 periods, and an intensity of 0.1 to 1, as far as it has these.
pub fn options(seed: u64, number: u64) -> Vec<String> {
    let mut draw = Draw { random: Pcg32::new(seed, number), options: Vec::new() };
    let preset = draw.one_of(&PRESETS);
    draw.options.push(format!("--preset={}", preset.name()));
    let retina = draw.whole("retina", 8, 24);
    let lgn = if preset == Preset::Reduced { retina } else { draw.whole("lgn", 8, 24) };
    let v1 = draw.whole("v1", 8, 24);
    draw.whole("steps", 1, 20);
    draw.whole("seed", 0, u32::MAX - 1);
    let (of_lgn, of_v1) = (preset.params(lgn), preset.params(v1));
    for (key, preset, [least, most]) in [
        ("gamma_a", of_lgn.gamma_a, [0.5, 2.0]),
        ("gamma_e", 1.0, [0.5, 1.5]),
        ("gamma_i", 1.0, [0.5, 1.5]),
        ("r_a", of_lgn.r_a, [0.7, 1.5]),
        ("r_e", of_v1.r_e, [0.7, 1.5]),
        ("r_i", of_v1.r_i, [0.7, 1.5]),
    ] {
        let value = preset * draw.uniform(least, most);
        draw.set(key, value);
    }
    let lower = draw.uniform(0.0, 0.2);
    let upper = lower + draw.uniform(0.3, 1.0);
    draw.set("theta_lower", lower);
    draw.set("theta_upper", upper);

    let kind = draw.one_of(Kind::value_variants());
    draw.options.push(format!("--stimulus={}", kind.name()));
    if !matches!(kind, Kind::Grating | Kind::Line | Kind::Uniform) {
        let last = (retina - 1) as f64;
        draw.number("row", 0.0, last);
        draw.number("column", 0.0, last);
    }
    if matches!(kind, Kind::Gaussian | Kind::Two | Kind::Face) {
        draw.number("sigma", 1.0, 4.0);
    }
    if matches!(kind, Kind::Gaussian | Kind::Two) {
        draw.number("sigma-column", 1.0, 4.0);
    }
    if kind == Kind::Grating {
        draw.number("frequency", 1.0, 5.0);
        draw.number("phase", 0.0, TAU);
    }
    if kind == Kind::Uniform {
        draw.number("intensity", 0.1, 1.0);
    } else {
        draw.number("orientation", 0.0, 180.0);
    }
    draw.options
}

impl Setting {
    /// The setting of these options.
    pub fn of(options: &[String]) -> Result<Self, Error> {
        Ok(Self::try_parse_from(options)?)
    }

    /// Its network and its picture.
    pub fn build(&self) -> Result<(Plan, Scene), Error> {
        let plan = self.network.plan()?;
        let scene = self.view.scene(plan.params.retina)?;
        Ok((plan, scene))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_what_is_said_of_them() {
        let mut kinds = Vec::new();
        for number in 0..200 {
            let setting = Setting::of(&options(1, number)).unwrap();
            let (plan, _) = setting.build().unwrap();
            let params = plan.params;
            let usual = plan.preset.params(params.cortex);
            let range = params.theta_upper - params.theta_lower;
            assert!((8..=24).contains(&params.retina) && (8..=24).contains(&params.cortex));
            assert!((1..=20).contains(&params.steps));
            assert!((0.499..=1.501).contains(&params.gamma_e) && params.gamma_i < 1.501);
            assert!((0.299..=1.001).contains(&range), "{range}");
            assert!((0.699..=1.501).contains(&(params.r_e / usual.r_e)));
            kinds.push(format!("{:?}{:?}", plan.preset, setting.view.stimulus));
        }
        kinds.sort();
        kinds.dedup();
        assert_eq!(kinds.len(), 3 * 7);
        assert_eq!(options(1, 7), options(1, 7));
        assert!(options(1, 7) != options(2, 7) && options(1, 7) != options(1, 8));
    }
}
