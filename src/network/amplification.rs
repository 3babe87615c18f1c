//! How much settling amplifies a small difference.

use super::{Network, ReducedNetwork, Training, parts::check_side};
use crate::{
    error::Error,
    join::Join,
    model::{Cortex, CortexState, LgnState, Lissom},
    random::Pcg32,
    sheet::{DynSheet, SheetOf},
    side::Dyn,
};

/// A small difference in what V1 receives: every unit's afferent response is `size` larger or
/// smaller, by random signs.
///
/// The default is ±2⁻¹⁴ with four patterns of signs and the seed 1. For it the guide says what
/// error to expect in each number format: see [formats](crate::guide::formats).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disturbance {
    /// How much more or less each unit receives; above 0, to 1.
    pub size: f64,
    /// Patterns of signs to try, 1 or more; the one that V1 amplifies most counts.
    pub patterns: u16,
    /// The seed of the signs.
    pub seed: u64,
}

impl Default for Disturbance {
    fn default() -> Self {
        Self { size: 1.0 / 16_384.0, patterns: 4, seed: 1 }
    }
}

impl Disturbance {
    fn check(&self) -> Result<(), Error> {
        let [size, patterns] = [[f64::MIN_POSITIVE, 1.0], [1.0, u16::MAX.into()]];
        Error::within("size", self.size, size, "a number above 0, to 1")?;
        Error::within("patterns", self.patterns.into(), patterns, "a number of 1..=65535")?;
        Ok(())
    }

    /// The largest difference of V1's settled activity where `lissom` is `network` as it is now.
    fn of_whole<const CHANNELS: usize>(
        &self,
        network: &Network<f64>,
        lissom: &Lissom<'_, f64, Dyn, Dyn, Dyn, CHANNELS>,
        join: &mut impl Join,
        retina: &DynSheet<f64>,
    ) -> Result<f64, Error> {
        self.check()?;
        check_side(network.retina, retina.side())?;
        let mut lgn = LgnState::with_side(network.cortex.input());
        lissom.lgn.respond(join, retina, &mut lgn, &mut ());
        Ok(self.grown(&lissom.cortex, network.cortex.side(), join, lgn.afferent()))
    }

    /// The largest difference of V1's settled activity, in sizes of this one.
    fn grown<const CHANNELS: usize>(
        &self,
        cortex: &Cortex<'_, f64, Dyn, Dyn, CHANNELS>,
        side: Dyn,
        join: &mut impl Join,
        input: [&DynSheet<f64>; CHANNELS],
    ) -> f64 {
        let mut state = CortexState::with_side(side);
        let exact = cortex.settle(join, input, &mut state, &mut ()).clone();
        let own = |unit: usize| cortex.thresholds.map_or(0.0, |own| own.units()[unit]);
        let mut thresholds = SheetOf::with_side(side, 0.0);
        let mut random = Pcg32::new(self.seed, 0);
        let mut largest = 0.0_f64;
        for _ in 0..self.patterns {
            for (unit, threshold) in thresholds.units_mut().iter_mut().enumerate() {
                let size = if random.next_u32() >> 31 == 0 { self.size } else { -self.size };
                *threshold = own(unit) + size;
            }
            let disturbed = Cortex { thresholds: Some(&thresholds), ..*cortex };
            let v1 = disturbed.settle(join, input, &mut state, &mut ());
            let differences = v1.units().iter().zip(exact.units()).map(|(a, b)| (a - b).abs());
            largest = differences.fold(largest, f64::max);
        }
        largest / self.size
    }
}

impl Network<f64> {
    /// How much V1 amplifies a small difference in what it receives: the largest difference of a
    /// settled activity over the size of the [`Disturbance`]. It costs one LGN, and one settling
    /// more than there are patterns.
    ///
    /// The factor belongs to network and picture, not to a number format, so it is measured in
    /// `f64`. For a network of another format build the same in `f64`, and [`set`](Self::set) the
    /// weights if they have learned.
    ///
    /// A format that rounds by about the disturbance's size gets V1 wrong by about size times
    /// factor. Where that is near 1 settling is *bistable*: a unit ends on or off by a difference
    /// that the picture does not show.
    ///
    /// ```
    /// use lissom::{Network, Params, input::OrientedGaussian, network::Disturbance};
    /// let network = Network::<f64>::new(&Params::notebook(24), 1)?;
    /// let mut retina = network.retina();
    /// retina.draw(&OrientedGaussian::round(12.0, 12.0, 2.0));
    /// let factor = network.amplification(&mut (), &retina, &Disturbance::default())?;
    /// assert!((2.0..20.0).contains(&factor));
    /// # Ok::<(), lissom::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where the picture has another side than the network's retina,
    /// [`Error::OutOfRange`] for a size outside its range or no pattern.
    pub fn amplification(
        &self,
        join: &mut impl Join,
        retina: &DynSheet<f64>,
        disturbance: &Disturbance,
    ) -> Result<f64, Error> {
        match self.channels() {
            1 => disturbance.of_whole(self, &self.lissom::<1>(), join, retina),
            2 => disturbance.of_whole(self, &self.lissom::<2>(), join, retina),
            _ => disturbance.of_whole(self, &self.lissom::<4>(), join, retina),
        }
    }
}

impl Training<f64> {
    /// How much V1 amplifies a small difference in what it receives now, with its thresholds and
    /// the settling steps of the present phase, as [`Network::amplification`] does. For a training
    /// of another format begin the same in `f64`, and [`take`](Self::take) what it has learned.
    ///
    /// # Errors
    ///
    /// As [`Network::amplification`].
    pub fn amplification(
        &self,
        join: &mut impl Join,
        retina: &DynSheet<f64>,
        disturbance: &Disturbance,
    ) -> Result<f64, Error> {
        match self.network().channels() {
            1 => disturbance.of_whole(self.network(), &self.lissom::<1>(), join, retina),
            2 => disturbance.of_whole(self.network(), &self.lissom::<2>(), join, retina),
            _ => disturbance.of_whole(self.network(), &self.lissom::<4>(), join, retina),
        }
    }
}

impl ReducedNetwork<f64> {
    /// How much V1 amplifies a small difference in what it receives, as
    /// [`Network::amplification`] does.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where the picture has another side than the network's,
    /// [`Error::OutOfRange`] for a size outside its range or no pattern.
    pub fn amplification(
        &self,
        join: &mut impl Join,
        picture: &DynSheet<f64>,
        disturbance: &Disturbance,
    ) -> Result<f64, Error> {
        disturbance.check()?;
        check_side(self.input(), picture.side())?;
        Ok(match self.channels() {
            1 => disturbance.grown::<1>(&self.cortex(), self.side(), join, [picture]),
            2 => disturbance.grown::<2>(&self.cortex(), self.side(), join, [picture; 2]),
            _ => disturbance.grown::<4>(&self.cortex(), self.side(), join, [picture; 4]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Params,
        input::{Gaussians, OrientedGaussian},
        learning::{HomeostasisParams, PhaseParams, TrainingParams},
    };

    /// One unit, which sees one cell of intensity `s` and itself.
    fn one_unit(params: Params, s: f64, disturbance: &Disturbance) -> f64 {
        let (theta_lower, theta_upper) = (0.25, 0.75);
        let params = Params { r_a: 0.0, r_e: 0.0, r_i: 0.0, theta_lower, theta_upper, ..params };
        let params = Params { sigma_a: 1.0, sigma_e: 1.0, sigma_i: 1.0, ..params };
        let network = ReducedNetwork::<f64>::new(&params, 1).unwrap();
        let mut picture = network.picture();
        picture.units_mut()[0] = s;
        network.amplification(&mut (), &picture, disturbance).unwrap()
    }

    /// η(t) = (s + (γ_E − γ_I)·η(t−1) − θ_l)/½, so a difference δ in s becomes
    /// 2δ·(1 + g + … + gᵗ) with g = 2·(γ_E − γ_I).
    #[test]
    fn one_unit_amplifies_by_a_geometric_series() {
        let default = Disturbance::default();
        for (gamma_e, gamma_i, steps) in
            [(0.0, 0.0, 9), (0.5, 0.125, 9), (1.0, 0.5, 5), (0.25, 0.5, 6), (0.75, 0.0, 3)]
        {
            let params = Params { gamma_e, gamma_i, steps, ..Params::pylissom(1, 1) };
            let g = 2.0 * (gamma_e - gamma_i);
            let by_hand: f64 = (0..=i32::from(steps)).map(|t| 2.0 * g.powi(t)).sum();
            let measured = one_unit(params, 0.2625, &default);
            assert!((measured / by_hand - 1.0).abs() < 1e-8, "{gamma_e} {measured} {by_hand}");
        }
    }

    /// Four units that excite themselves and inhibit each other stay at ½ each, by
    /// η = 2·(½ + η − ½ − ¼): any difference between them doubles with every step, until some are
    /// on and the others off.
    #[test]
    fn bistable_units_amplify_until_they_are_on_or_off() {
        let params = Params { gamma_e: 1.0, gamma_i: 1.0, steps: 24, ..Params::pylissom(1, 2) };
        let params = Params { r_a: 9.0, r_e: 0.0, r_i: 9.0, sigma_i: 1e9, ..params };
        let params = Params { theta_lower: 0.25, theta_upper: 0.75, seed: None, ..params };
        let params = Params { sigma_e: 1.0, ..params };
        let network = ReducedNetwork::<f64>::new(&params, 1).unwrap();
        let mut picture = network.picture();
        picture.units_mut()[0] = 0.5;
        for size in [1e-3, 1.0 / 16_384.0, 1e-6] {
            let disturbance = Disturbance { size, ..Disturbance::default() };
            let factor = network.amplification(&mut (), &picture, &disturbance).unwrap();
            assert!((factor * size - 0.5).abs() < 1e-6, "{size} {factor}");
        }
    }

    /// A unit that excites itself, with just no input: the least more switches it on.
    #[test]
    fn a_unit_at_its_threshold_ignites() {
        let params = Params { gamma_e: 0.75, gamma_i: 0.0, steps: 60, ..Params::pylissom(1, 1) };
        let default = Disturbance::default();
        let factor = one_unit(params, 0.25, &default);
        assert_eq!(factor * default.size, 1.0);
    }

    /// Without lateral gains V1 is σ of what it receives, so the factor is 1/(θ_u − θ_l) in every
    /// network with a unit between the thresholds, and nothing settles.
    #[test]
    fn without_lateral_gains_the_slope_is_all() {
        let params = Params { gamma_e: 0.0, gamma_i: 0.0, retina: 15, ..Params::lissom_or(12) };
        for channels in [1, 2] {
            let network = Network::<f64>::new(&params, channels).unwrap();
            let mut retina = network.retina();
            retina.draw(&OrientedGaussian::round(7.0, 7.0, 2.0));
            let factor = |seed| {
                let disturbance = Disturbance { seed, ..Disturbance::default() };
                network.amplification(&mut (), &retina, &disturbance).unwrap()
            };
            assert!((factor(1) * 0.55 - 1.0).abs() < 1e-8, "{}", factor(1));
            assert_eq!(factor(1), factor(1));
            // nothing to amplify in a V1 that stays silent
            let dark = network.retina();
            assert_eq!(network.amplification(&mut (), &dark, &Disturbance::default()), Ok(0.0));
        }
    }

    /// A training amplifies by the slope of its present phase, whatever its thresholds have become;
    /// where these keep every unit silent there is nothing to amplify.
    #[test]
    fn a_training_amplifies_as_it_is_now() {
        let params = Params { gamma_e: 0.0, gamma_i: 0.0, ..Params::gcal(12) };
        let factor = |theta: f64| {
            let course = TrainingParams::gcal(&params);
            let phases = course.phases.map(|phase| PhaseParams { theta_upper: 0.5, ..phase });
            let homeostasis = HomeostasisParams { theta, ..HomeostasisParams::GCAL };
            let network = Network::<f64>::new(&params, 2).unwrap();
            let mut training = Training::new(network, &phases, Some(&homeostasis), 1).unwrap();
            let mut pictures = Gaussians::new(&course.pictures, 1).unwrap();
            let (mut retina, mut state) = (training.network().retina(), training.network().state());
            training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ()).unwrap();
            retina.draw(&OrientedGaussian::round(6.0, 6.0, 2.0));
            training.amplification(&mut (), &retina, &Disturbance::default()).unwrap()
        };
        assert!((factor(0.0) - 2.0).abs() < 1e-8, "{}", factor(0.0));
        assert_eq!(factor(1.0), 0.0);
    }

    #[test]
    fn bad_disturbances_are_refused() {
        let network = Network::<f64>::new(&Params::notebook(8), 1).unwrap();
        let reduced = ReducedNetwork::<f64>::new(&Params::reduced(8), 1).unwrap();
        let refused = |disturbance, side, why: &str| {
            let picture = SheetOf::with_side(Dyn::new(side).unwrap(), 0.0);
            let of_whole = network.amplification(&mut (), &picture, &disturbance);
            let of_reduced = reduced.amplification(&mut (), &picture, &disturbance);
            for error in [of_whole.unwrap_err(), of_reduced.unwrap_err()] {
                assert_eq!(std::format!("{error}"), why);
            }
        };
        let usual = Disturbance::default();
        refused(Disturbance { size: 0.0, ..usual }, 8, "size 0 is not a number above 0, to 1");
        refused(Disturbance { size: 1.5, ..usual }, 8, "size 1.5 is not a number above 0, to 1");
        let nan = Disturbance { size: f64::NAN, ..usual };
        refused(nan, 8, "size NaN is not a number above 0, to 1");
        let none = Disturbance { patterns: 0, ..usual };
        refused(none, 8, "patterns 0 is not a number of 1..=65535");
        refused(usual, 9, "a sheet of side 9 where 8 is needed");
    }
}
