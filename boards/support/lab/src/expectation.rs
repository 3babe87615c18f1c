//! What a user is told of a format's error before trusting it.

use crate::{any_network::AnyNetwork, plan::Plan, scene::Scene, size::Parts};
use lissom::network::Disturbance;
use lissom_experiment::{error::Error, format::Format};
use std::fmt;

/// From this factor on a default [`Disturbance`] moves a unit by 0.06 of full activity or more.
pub const BISTABLE: f64 = 1000.0;

/// The most connections of V1 for which a network is built in `f64`, too: 128 MiB of weights.
pub const MOST: usize = 1 << 24;

/// How much a network amplifies, and what follows for a format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expectation {
    /// The factor for a default [`Disturbance`].
    pub factor: f64,
    /// The format.
    pub format: Format,
    /// Up to what difference from `f64` to expect; none for `f64` itself.
    pub bound: Option<f64>,
}

impl Expectation {
    /// That of a network which amplifies a difference of some size by `factor`.
    pub fn by(
        format: Format,
        factor: &mut dyn FnMut(f64) -> Result<f64, Error>,
    ) -> Result<Self, Error> {
        let usual = Disturbance::default().size;
        let of_usual = factor(usual)?;
        let bound = match format.rounding() {
            None => None,
            Some(size) if size == usual => Some((1.0 + of_usual) * size),
            Some(size) => Some((1.0 + factor(size)?) * size),
        };
        Ok(Self { factor: of_usual, format, bound: bound.map(|bound| bound.min(1.0)) })
    }

    /// Whether settling makes much of nearly nothing.
    pub fn is_bistable(&self) -> bool {
        self.factor >= BISTABLE
    }
}

/// V1's connections.
pub fn connections(plan: &Plan) -> Result<usize, Error> {
    Ok(Parts::of::<f64>(plan)?.connections())
}

/// A network in `f64`, which others are compared with.
#[derive(Debug)]
pub struct Exact(pub(crate) AnyNetwork<f64>);

impl Exact {
    /// That of a plan; none where it has more than [`MOST`] connections.
    pub fn of(plan: &Plan) -> Result<Option<Self>, Error> {
        if connections(plan)? > MOST {
            return Ok(None);
        }
        plan.build().map(Self).map(Some)
    }

    /// V1's settled activity.
    pub fn v1(&self, scene: &Scene) -> Result<Vec<f64>, Error> {
        self.0.v1(&self.0.retina(scene)?)
    }

    /// What to expect of a format where the network is shown this.
    pub fn expectation(&self, scene: &Scene, format: Format) -> Result<Expectation, Error> {
        let retina = self.0.retina(scene)?;
        Expectation::by(format, &mut |size| self.0.amplification(&retina, size))
    }
}

/// What is said of a network that is too large for that.
pub fn too_large() -> String {
    format!("amplification: not measured above {MOST} connections")
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { factor, format, bound } = self;
        let grown = factor * Disturbance::default().size;
        let bistable = if self.is_bistable() { ", bistable" } else { "" };
        write!(f, "amplification {factor:.1}{bistable}: ")?;
        write!(f, "in f64 ±2^-14 in what V1 receives grows to {grown:.1e}")?;
        match bound {
            None => Ok(()),
            Some(_) if self.is_bistable() => write!(f, "\n{}: expect no bound", format.name()),
            Some(bound) => write!(f, "\n{}: expect at most {bound:.1e} from f64", format.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Params;
    use lissom_experiment::preset::Preset;

    fn expectation(params: Params, format: Format) -> Expectation {
        let exact = Exact::of(&Plan::new(Preset::Notebook, params)).unwrap().unwrap();
        exact.expectation(&Scene::gaussian(12, 1.5), format).unwrap()
    }

    /// Without lateral gains the factor is 1/(θ_u − θ_l) for a difference of any size.
    #[test]
    fn bounds_follow_from_the_factor() {
        let (theta_lower, theta_upper) = (0.0, 0.5);
        let lateral = Params { gamma_e: 0.0, gamma_i: 0.0, ..Params::notebook(12) };
        let params = Params { theta_lower, theta_upper, ..lateral };
        for format in Format::ALL {
            let Expectation { factor, bound, .. } = expectation(params, format);
            assert!((factor - 2.0).abs() < 1e-9, "{factor}");
            let by_hand = format.rounding().map_or(0.0, |size| 3.0 * size);
            assert!((bound.unwrap_or(0.0) - by_hand).abs() <= 1e-6 * by_hand);
        }
        let text = expectation(params, Format::Fixed16).to_string();
        let wanted = "amplification 2.0: in f64 ±2^-14 in what V1 receives grows to 1.2e-4\n\
                      fixed16: expect at most 1.8e-4 from f64";
        assert_eq!(text, wanted);
    }

    #[test]
    fn large_networks_are_not_built() {
        let plan = |side| Plan::new(Preset::Notebook, Params::notebook(side));
        assert!(Exact::of(&plan(255)).unwrap().is_none());
        assert!(Exact::of(&plan(8)).unwrap().is_some());
    }

    #[test]
    fn bistable_networks_are_named() {
        let bistable = Expectation { factor: 5000.0, format: Format::F32, bound: Some(0.1) };
        let wanted = "amplification 5000.0, bistable: in f64 ±2^-14 in what V1 receives grows to \
                      3.1e-1\nf32: expect no bound";
        assert_eq!(bistable.to_string(), wanted);
    }
}
