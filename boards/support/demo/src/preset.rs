//! What a board learns: chosen when it is built.

use lissom::{
    Params,
    learning::{PhaseParams, TrainingParams},
    orientation::{Probe, Protocol},
};

/// A network with its training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// The notebook's network, of one afferent sheet, with LISSOM's schedule.
    NotebookOr,
    /// LISSOM's orientation map: ON and OFF cells have weights of their own.
    LissomOr,
    /// GCAL: gain control in the LGN, thresholds by homeostasis, one excitatory kernel.
    Gcal,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NotebookOr, Self::LissomOr, Self::Gcal];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// The name, in `LISSOM_PRESET` and of the tool's `--preset`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotebookOr => "notebook-or",
            Self::LissomOr => "lissom-or",
            Self::Gcal => "gcal",
        }
    }

    /// The parameters for a side.
    pub const fn params(self, side: usize) -> Params {
        match self {
            Self::NotebookOr => Params::notebook(side),
            Self::LissomOr => Params::lissom_or(side),
            Self::Gcal => Params::gcal(side),
        }
    }

    /// The parameters of [`network`](Self::network) after `presentations`: with thresholds
    /// and settling steps of the phase that the last one was in.
    pub const fn after(self, side: usize, presentations: u32) -> Params {
        let mut params = self.network(side);
        if self.is_gcal() {
            return params; // its only phase is as the network
        }
        let phases = TrainingParams::lissom_or(&params, 2).phases;
        let mut next = 0;
        while next < phases.len() && phases[next].from < presentations {
            let PhaseParams { theta_lower, theta_upper, steps, .. } = phases[next];
            params = Params { theta_lower, theta_upper, steps, ..params };
            next += 1;
        }
        params
    }

    /// The [parameters](Self::params) for [`lissom::network!`]: where all units share their
    /// excitatory kernel, no memory for excitatory weights but one a unit.
    pub const fn network(self, side: usize) -> Params {
        let params = self.params(side);
        Params { r_e: if self.is_gcal() { 0.0 } else { params.r_e }, ..params }
    }

    /// Afferent sheets.
    pub const fn channels(self) -> usize {
        match self {
            Self::NotebookOr => 1,
            Self::LissomOr | Self::Gcal => 2,
        }
    }

    /// The pictures that measure the map: gratings of eight orientations, each at four phases. With
    /// two afferent sheets the period is the one that the LGN answers best; with one it is longer,
    /// as ON + OFF sees each line of a grating twice.
    pub const fn probes(self, side: usize) -> Protocol {
        let period = if self.channels() == 2 { 1.4 } else { 2.2 };
        Protocol::new(Probe::grating(period * self.params(side).r_a), 8, 4)
    }

    /// Whether it has gain control, homeostasis and shared excitation.
    pub const fn is_gcal(self) -> bool {
        matches!(self, Self::Gcal)
    }
}

/// Writes what firmware needs of a network that learns: `SIDE` and `BUDGET` as the board's
/// Cargo.toml says them, `PRESET` and `Number` as `LISSOM_PRESET` and `LISSOM_NUMBER` say, the
/// module `map`, and `START`, the weights before learning, which `lissom_build::learner()` in the
/// build script has filled.
#[macro_export]
macro_rules! learner {
    () => {
        include!(concat!(env!("OUT_DIR"), "/learner.rs"));
        $crate::lissom::network!(pub mod map = PRESET.network(SIDE), channels PRESET.channels());
        type Weights = map::Weights<Number>;
        const START: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/start.bin"));
        /// One where thresholds adapt, else none.
        type Thresholds = [map::Thresholds<$crate::lissom::Fixed16>; PRESET.is_gcal() as usize];
        const UNSET: Thresholds =
            [const { map::Thresholds::new() }; PRESET.is_gcal() as usize];
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for preset in Preset::ALL {
            assert_eq!(Preset::named(preset.name()), Some(preset));
        }
        assert_eq!(["", "gca", "gcals"].map(Preset::named), [None; 3]);
    }

    #[test]
    fn a_shared_kernel_takes_no_weights_of_units() {
        let connections =
            |preset: Preset| lissom::geometry::connections(12, 12, preset.network(12).r_e);
        let own = lissom::geometry::connections(12, 12, Params::gcal(12).r_e);
        assert!(own > 144);
        assert_eq!(Preset::ALL.map(connections), [own, own, 144]);
    }
}
