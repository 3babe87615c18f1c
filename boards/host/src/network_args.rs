//! The options that choose a network before learning.

use crate::{preset_name::one_of, side_args::SideArgs};
use clap::Args;
use lissom::Params;
use lissom_experiment::{
    error::{Error, thresholds},
    format::Format,
    key::{self, NETWORK},
    preset::{NETWORKS, Preset},
    sides::{Sides, USUAL},
};
use lissom_lab::plan::Plan;

/// The options that choose a network.
#[derive(Debug, Clone, Args)]
pub struct NetworkArgs {
    /// Which parameters to start from
    #[arg(long, value_parser = one_of(&NETWORKS), default_value = "notebook")]
    pub preset: Preset,
    /// The sides.
    #[command(flatten)]
    pub sides: SideArgs,
    /// The number format
    #[arg(long, value_enum, default_value = "fixed16")]
    pub number: Format,
    /// Afferent sheets of V1: 1 for ON + OFF, 2 for ON and OFF [default: 1, for lissom-or 2]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub channels: Option<u8>,
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

/// What an LGN alone has.
const OF_LGN: [&str; 6] =
    ["r_l", "sigma_center", "sigma_surround", "gamma_l", "lgn_theta_lower", "lgn_theta_upper"];

impl NetworkArgs {
    /// The chosen network.
    pub fn plan(&self) -> Result<Plan, Error> {
        let usual = if self.preset == Preset::LissomOr { 2 } else { 1 };
        let channels = self.channels.unwrap_or(usual);
        if self.preset == Preset::Reduced && channels != 1 {
            return Err(Error::new("--channels 2: the reduced preset has no LGN"));
        }
        let mut params = self.sides()?.params(|side| self.preset.params(side));
        params.steps = self.steps.unwrap_or(params.steps);
        params.seed = if self.no_noise { None } else { self.seed.or(params.seed) };
        for assignment in &self.set {
            key::set(NETWORK, &mut params, assignment)?;
            let key = assignment.split('=').next().unwrap_or_default().trim();
            let key = key.strip_prefix("network.").unwrap_or(key);
            if self.preset == Preset::Reduced && OF_LGN.contains(&key) {
                return Err(Error::new(format!(
                    "--set {assignment}: the reduced preset has no LGN"
                )));
            }
        }
        let Params { theta_lower, theta_upper, lgn_theta_lower, lgn_theta_upper, .. } = params;
        thresholds([("theta_lower", theta_lower), ("theta_upper", theta_upper)])?;
        let [lower, upper] = ["lgn_theta_lower", "lgn_theta_upper"];
        thresholds([(lower, lgn_theta_lower), (upper, lgn_theta_upper)])?;
        Ok(Plan { preset: self.preset, params, channels })
    }

    fn sides(&self) -> Result<Sides, Error> {
        match self.preset {
            Preset::Config if self.sides.side.is_some() => {
                let why = "--side: the config preset has LGN 24 and V1 96; --lgn and --v1 set them";
                Err(Error::new(why))
            }
            Preset::Config => Ok(self.sides.sides(24, 96)),
            Preset::Reduced if self.sides.lgn.is_some() => {
                let why = "--lgn: the reduced preset has no LGN; --retina is its picture's side";
                Err(Error::new(why))
            }
            // V1 sees the retina itself
            Preset::Reduced => {
                let Sides { retina, v1, .. } = self.sides.sides(USUAL, USUAL);
                Ok(Sides { retina, lgn: retina, v1 })
            }
            _ => Ok(self.sides.sides(USUAL, USUAL)),
        }
    }
}
