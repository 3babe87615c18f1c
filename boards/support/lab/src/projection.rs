//! A network's projections before their weights are built.

use crate::{any_projection::AnyProjection, plan::Plan};
use lissom::{
    InitialWeights, Params, geometry::Placement, network::ProjectionName, number::Weight,
    side::Dyn, weights::OwnedProjection,
};
use lissom_experiment::{by_format, error::Error, format::Format, sides::Sides};

/// A projection of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Name {
    /// To V1 from the LGN, of two sheets from its ON cells; of the reduced preset from the retina.
    #[cfg_attr(feature = "clap", value(alias = "afferent-0"))]
    Afferent,
    /// To V1 from the LGN's OFF cells, of networks with two afferent sheets.
    #[cfg_attr(feature = "clap", value(name = "afferent-1"))]
    AfferentOff,
    /// Within V1, short-range.
    Excitatory,
    /// Within V1, long-range.
    Inhibitory,
    /// To the LGN's ON cells from the retina.
    Lgn,
}

impl Name {
    /// Its name in a network of any sides; none for the LGN's, which does not learn.
    pub const fn of_v1(self) -> Option<ProjectionName> {
        match self {
            Self::Afferent => Some(ProjectionName::Afferent(0)),
            Self::AfferentOff => Some(ProjectionName::Afferent(1)),
            Self::Excitatory => Some(ProjectionName::Excitatory),
            Self::Inhibitory => Some(ProjectionName::Inhibitory),
            Self::Lgn => None,
        }
    }
}

/// A projection before its weights are built.
#[derive(Debug, Clone, Copy)]
pub struct ProjectionPlan {
    /// The source's side.
    pub input: Dyn,
    /// The side of the sheet of units.
    pub output: Dyn,
    /// Where the units lie on the source.
    pub placement: Placement,
    /// The radius of the connection fields, in source cells.
    pub radius: f64,
    /// The weights before learning.
    pub initial: InitialWeights,
    keys: [&'static str; 2],
}

impl ProjectionPlan {
    /// A projection of a network.
    ///
    /// # Errors
    ///
    /// Where the network has no LGN or no second afferent sheet, or where a side, the radius or a σ
    /// is out of its range.
    pub fn of(plan: &Plan, name: Name) -> Result<Self, Error> {
        let Plan { params, channels, .. } = plan;
        let Params { r_a, r_e, r_i, r_l, .. } = *params;
        let Sides { retina, lgn, v1 } = Sides::of(params);
        let (sides, radius, initial, keys) = match name {
            Name::Afferent => ([lgn, v1], r_a, params.afferent(0, *channels), ["r_a", "sigma_a"]),
            Name::AfferentOff if *channels == 1 => {
                let why = "--projection afferent-1: the network has one afferent sheet";
                return Err(Error::new(why));
            }
            Name::AfferentOff => {
                ([lgn, v1], r_a, params.afferent(1, *channels), ["r_a", "sigma_a"])
            }
            Name::Excitatory => ([v1; 2], r_e, params.excitatory(), ["r_e", "sigma_e"]),
            Name::Inhibitory => ([v1; 2], r_i, params.inhibitory(), ["r_i", "sigma_i"]),
            Name::Lgn if !plan.has_lgn() => {
                return Err(Error::new("--projection lgn: the reduced preset has no LGN"));
            }
            Name::Lgn => {
                ([retina, lgn], r_l, params.dog(), ["r_l", "sigma_center or sigma_surround"])
            }
        };
        let [input, output] = sides.map(Dyn::new);
        // ON cells lie on the retina's, and V1's units on each other
        let placement = match (name, params.placement) {
            (Name::Afferent | Name::AfferentOff, placement) => placement,
            (Name::Lgn, Placement::Cells { .. }) => {
                Placement::Cells { margin: (retina.saturating_sub(lgn) / 2) as u8 }
            }
            _ => Placement::Corners,
        };
        let projection = Self { input: input?, output: output?, placement, radius, initial, keys };
        // radius and σs are in their range if one connection can be built with them
        let one = Dyn::new(1)?;
        OwnedProjection::<f64>::new(one, one, radius, initial)
            .map_err(|why| projection.named(why))?;
        Ok(projection)
    }

    /// Builds the weights in a number format.
    pub fn any(&self, format: Format) -> Result<Box<dyn AnyProjection>, Error> {
        by_format!(format, W => Ok(Box::new(self.build::<W>()?)))
    }

    /// Builds the weights.
    pub fn build<W: Weight>(&self) -> Result<OwnedProjection<W>, Error> {
        let Self { input, output, placement, radius, initial, .. } = *self;
        OwnedProjection::placed(placement, input, output, radius, initial)
            .map_err(|why| self.named(why).into())
    }

    /// The error with the parameter's own name.
    pub fn named(&self, error: lissom::Error) -> lissom::Error {
        let [radius, sigma] = self.keys;
        match error {
            lissom::Error::OutOfRange { what: "radius", value, allowed } => {
                lissom::Error::OutOfRange { what: radius, value, allowed }
            }
            lissom::Error::OutOfRange { what: "sigma", value, allowed } => {
                lissom::Error::OutOfRange { what: sigma, value, allowed }
            }
            other => other,
        }
    }
}

/// Weights by themselves.
///
/// # Errors
///
/// The radius or a σ is out of its range.
pub fn alone(
    format: Format,
    [input, output]: [usize; 2],
    radius: f64,
    initial: InitialWeights,
) -> Result<Box<dyn AnyProjection>, Error> {
    let (input, output) = (Dyn::new(input)?, Dyn::new(output)?);
    by_format!(format, W => Ok(Box::new(OwnedProjection::<W>::new(input, output, radius, initial)?)))
}

/// The LGN's ON weights, which do not learn, of a network in a number format.
///
/// # Errors
///
/// As of [`ProjectionPlan::of`].
pub fn lgn_on(plan: &Plan, format: Format) -> Result<Box<dyn AnyProjection>, Error> {
    let on = ProjectionPlan::of(plan, Name::Lgn)?;
    by_format!(format, W => Ok(Box::new(on.build::<<W as Weight>::Activity>()?)))
}
