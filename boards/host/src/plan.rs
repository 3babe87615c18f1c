//! Which network to build, and how it runs.

use crate::{
    by_side,
    failure::{Failure, finite},
    format::{Format, SIDES, list},
    heap,
    scene::Scene,
    trace::{Trace, Watch},
};
use clap::{Args, ValueEnum};
use lissom::{
    Activity, Cortex, CortexActivity, Lissom, Number, Observer, Params, Sheet, Signal, Stage,
};

/// A preset of [`Params`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// The notebook's Lissom: retina, LGN and V1 of one side.
    Notebook,
    /// The notebook's ReducedLissom: no LGN.
    Reduced,
    /// pylissom's default configuration: LGN 24, V1 96.
    Config,
}

/// The options that choose a network.
#[derive(Debug, Clone, Args)]
pub struct Choice {
    /// Which parameters to start from
    #[arg(long, value_enum, default_value = "notebook")]
    pub preset: Preset,
    /// The side of all sheets of notebook and reduced: 8 12 16 20 24 28 32 36 48 [default: 36]
    #[arg(long)]
    pub side: Option<usize>,
    /// The number format
    #[arg(long, value_enum, default_value = "fixed16")]
    pub number: Format,
    /// Afferent sheets of V1: 1 for ON + OFF, 2 for ON and OFF
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub channels: u8,
    /// Settling steps, 0 to 1000 [default: 9]
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub steps: Option<u16>,
    /// The seed of the weights' noise [default: 1]
    #[arg(long, conflicts_with = "no_noise")]
    pub seed: Option<u64>,
    /// Smooth weights
    #[arg(long)]
    pub no_noise: bool,
    /// Sets a parameter, such as gamma_a=1.2; an unknown key lists them all
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
}

/// A network to be built.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Where its parameters come from.
    pub preset: Preset,
    /// Its parameters.
    pub params: Params,
    /// Afferent sheets.
    pub channels: u8,
}

macro_rules! fields {
    ($($field:ident)*) => {
        const KEYS: &[&str] = &[$(stringify!($field)),*];

        fn slot<'a>(params: &'a mut Params, key: &str) -> Option<&'a mut f64> {
            match key {
                $(stringify!($field) => Some(&mut params.$field),)*
                _ => None,
            }
        }
    };
}
fields!(
    r_a r_e r_i r_l sigma_a sigma_e sigma_i sigma_center sigma_surround gamma_a gamma_e gamma_i
    gamma_l theta_lower theta_upper lgn_theta_lower lgn_theta_upper
);

/// Sets a parameter, as `KEY=VALUE` says.
pub fn set(params: &mut Params, assignment: &str) -> Result<(), Failure> {
    let (key, value) = assignment
        .split_once('=')
        .ok_or_else(|| Failure::new(format!("--set {assignment}: not KEY=VALUE")))?;
    let slot = slot(params, key).ok_or_else(|| {
        Failure::new(format!("--set {key}: no such parameter; there are {}", KEYS.join(" ")))
    })?;
    *slot = value
        .parse()
        .map_err(|_| Failure::new(format!("--set {key}={value}: {value:?} is not a number")))?;
    if slot.is_nan() {
        return finite(key, *slot).map(|_| ());
    }
    Ok(())
}

impl Choice {
    /// The chosen network.
    pub fn plan(&self) -> Result<Plan, Failure> {
        let side = self.side.unwrap_or(36);
        if self.preset == Preset::Config && self.side.is_some() {
            return Err(Failure::new("--side: the config preset has LGN 24 and V1 96"));
        }
        if !SIDES.contains(&side) {
            return Err(no_side(side));
        }
        if self.preset == Preset::Reduced && self.channels != 1 {
            return Err(Failure::new("--channels 2: the reduced preset has no LGN"));
        }
        let mut params = match self.preset {
            Preset::Notebook => Params::notebook(side),
            Preset::Reduced => Params::reduced(side),
            Preset::Config => Params::config(),
        };
        params.steps = self.steps.unwrap_or(params.steps);
        params.seed = if self.no_noise { None } else { self.seed.or(params.seed) };
        for assignment in &self.set {
            set(&mut params, assignment)?;
        }
        Ok(Plan { preset: self.preset, params, channels: self.channels })
    }
}

/// A side that is not compiled in.
pub fn no_side(side: usize) -> Failure {
    let sides = list(SIDES);
    Failure::new(format!("no network of side {side} is compiled in; there are {sides}"))
}

impl Plan {
    /// A preset as it is.
    pub const fn new(preset: Preset, params: Params) -> Self {
        Self { preset, params, channels: 1 }
    }

    /// Builds the network, shows it the scene and returns all that it did.
    pub fn run<T: Number>(&self, scene: &Scene) -> Result<Trace<T>, Failure> {
        match (self.preset, self.channels, self.params.cortex) {
            (Preset::Config, 1, _) => self.whole::<T, 24, 96, 1>(scene),
            (Preset::Config, ..) => self.whole::<T, 24, 96, 2>(scene),
            (Preset::Reduced, _, side) => {
                by_side!(side, N => self.reduced::<T, N>(scene)).ok_or_else(|| no_side(side))?
            }
            (Preset::Notebook, 1, side) => {
                by_side!(side, N => self.whole::<T, N, N, 1>(scene)).ok_or_else(|| no_side(side))?
            }
            (Preset::Notebook, _, side) => {
                by_side!(side, N => self.whole::<T, N, N, 2>(scene)).ok_or_else(|| no_side(side))?
            }
        }
    }

    fn whole<T: Number, const LGN: usize, const SIDE: usize, const CHANNELS: usize>(
        &self,
        scene: &Scene,
    ) -> Result<Trace<T>, Failure> {
        let network: Lissom<'_, T, LGN, LGN, SIDE, CHANNELS> = heap::lissom(&self.params)?;
        let mut retina = Box::new(Sheet::new());
        scene.paint(&mut retina)?;
        let mut activity = Box::new(Activity::new());
        let mut watch = Watch::new(self.params.steps);
        network.settle(&retina, &mut activity, &mut watch);
        Ok(watch.trace)
    }

    fn reduced<T: Number, const SIDE: usize>(&self, scene: &Scene) -> Result<Trace<T>, Failure> {
        let cortex: Cortex<'_, T, SIDE, SIDE, 1> = heap::cortex(&self.params)?;
        let mut retina = Box::new(Sheet::new());
        scene.paint(&mut retina)?;
        let mut watch = Watch::new(self.params.steps);
        let picture = || Signal::from(&*retina);
        watch.stage(Stage::Retina, picture(), picture());
        cortex.settle([&retina], &mut Box::new(CortexActivity::new()), &mut watch);
        Ok(watch.trace)
    }
}
