//! How much settling amplifies a small difference.

use super::{Network, ReducedNetwork, Training, parts::check_side};
use crate::{
    error::Error,
    join::Join,
    model::{Cortex, CortexState, LgnState, Lissom},
    random::Pcg32,
    sheet::{DynSheet, SheetOf},
    side::{Channels, Dyn},
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
    fn of_whole(
        &self,
        network: &Network<f64>,
        lissom: &Lissom<'_, f64, Dyn, Dyn, Dyn, Dyn>,
        join: &mut impl Join,
        retina: &DynSheet<f64>,
    ) -> Result<f64, Error> {
        self.check()?;
        check_side(network.retina, retina.side())?;
        let mut lgn = LgnState::with_side(network.cortex.input());
        lissom.lgn.respond(join, retina, &mut lgn, &mut ());
        let input = lgn.afferent::<Dyn, _>(&lissom.cortex.afferent);
        Ok(self.grown(&lissom.cortex, network.cortex.side(), join, &input))
    }

    /// The largest difference of V1's settled activity, in sizes of this one.
    fn grown(
        &self,
        cortex: &Cortex<'_, f64, Dyn, Dyn, Dyn>,
        side: Dyn,
        join: &mut impl Join,
        input: &<Dyn as Channels>::Of<&DynSheet<f64>>,
    ) -> f64 {
        let mut state = CortexState::with_side(side);
        let exact = cortex.settle(join, input.clone(), &mut state, &mut ()).clone();
        let own = |unit: usize| cortex.thresholds.map_or(0.0, |own| own.units()[unit]);
        let mut thresholds = SheetOf::with_side(side, 0.0);
        let mut random = Pcg32::new(self.seed, 0);
        let mut largest = 0.0_f64;
        for _ in 0..self.patterns {
            for (unit, threshold) in thresholds.units_mut().iter_mut().enumerate() {
                let size = if random.next_u32() >> 31 == 0 { self.size } else { -self.size };
                *threshold = own(unit) + size;
            }
            let disturbed = Cortex { thresholds: Some(&thresholds), ..cortex.clone() };
            let v1 = disturbed.settle(join, input.clone(), &mut state, &mut ());
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
        disturbance.of_whole(self, &self.lissom(), join, retina)
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
        disturbance.of_whole(self.network(), &self.lissom(), join, retina)
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
        let cortex = self.cortex();
        let input = Dyn::each(&cortex.afferent, |_| picture);
        Ok(disturbance.grown(&cortex, self.side(), join, &input))
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
