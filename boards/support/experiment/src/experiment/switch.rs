//! The sections that an experiment may lack.

use super::Experiment;
use crate::{
    course::{Eyes, Motion, Second},
    sides::Sides,
    waves::Waves,
};
use lissom::{Params, geometry::Placement, learning::HomeostasisParams, model::GainControlParams};

impl Experiment {
    /// Adds a section with its usual values, unless it is there, or removes it; whether there is
    /// such a section.
    pub(super) fn switch(&mut self, section: &str, is: bool) -> bool {
        match section {
            "gain_control" => self.switch_gain_control(is),
            "homeostasis" => self.switch_homeostasis(is),
            "waves" => self.switch_waves(is),
            "eyes" => self.switch_eyes(is),
            "motion" => self.switch_motion(is),
            _ => return false,
        }
        true
    }

    fn switch_gain_control(&mut self, is: bool) {
        let usual = GainControlParams::gcal(self.params.r_a / 6.5);
        self.gain_control = is.then(|| self.gain_control.unwrap_or(usual));
    }

    fn switch_homeostasis(&mut self, is: bool) {
        self.homeostasis = is.then(|| self.homeostasis.unwrap_or(HomeostasisParams::GCAL));
    }

    fn switch_waves(&mut self, is: bool) {
        let usual = Waves::usual(self.seen().r_a);
        self.waves = is.then(|| self.waves.unwrap_or(usual));
    }

    fn switch_eyes(&mut self, is: bool) {
        match self.second {
            Some(Second::Eye(_)) if is => {}
            Some(Second::Moment(_)) if !is => {}
            _ => self.second = is.then_some(Second::Eye(Eyes { correlation: 0.0 })),
        }
    }

    fn switch_motion(&mut self, is: bool) {
        match self.second {
            Some(Second::Moment(_)) if is => {}
            Some(Second::Eye(_)) if !is => {}
            _ => {
                // two cells at the published density
                let speed = 2.0 * self.seen().r_a / 6.5;
                self.second = is.then_some(Second::Moment(Motion { speed, frames: 2 }));
            }
        }
    }

    /// Its network, with the afferent radius in cells of the retina.
    pub(super) fn seen(&self) -> Params {
        let params = self.params;
        let retina_cells = match params.placement {
            Placement::Corners => Sides::of(&params).retina_cells(),
            Placement::Cells { .. } => 1.0,
        };
        Params { r_a: retina_cells * params.r_a, ..params }
    }
}
