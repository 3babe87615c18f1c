//! What boards learn is what a host learns with networks of sides known at run time.

#[allow(dead_code)] // it draws on one display
mod glass;

use embedded_graphics::pixelcolor::Gray8;
use glass::Glass;
use lissom::{
    Fixed8, Fixed16, Network,
    input::Gaussians,
    learning::{HomeostasisParams, PhaseParams, TrainingParams},
    model::GainControlParams,
    network::{Frozen, Training},
};
use lissom_demo::{BoardTraining, Development, Log, Preset, SEED, Workspace};

const SIDE: usize = 12;
const PRESENTATIONS: u32 = 20;
const EVERY: u32 = 10;

/// What is logged: presentations, and the hash of the trace or of the map.
type Lines = Vec<(&'static str, u32, u32)>;

#[derive(Default)]
struct Record(Lines);

impl Log for &mut Record {
    fn hash(&mut self, _: &str, _: u16, _: u32) {}

    fn settled(&mut self, _: &str, _: u32) {}

    fn trace(&mut self, presentations: u32, trace: u32) {
        self.0.push(("trace", presentations, trace));
    }

    fn map(&mut self, presentations: u32, hash: u32, _: u16, _: u32) {
        self.0.push(("map", presentations, hash));
    }
}

/// The board's preset on a host: a network of sides known at run time, with GCAL's parts or
/// without.
fn on_a_host<W: Frozen>(preset: Preset) -> Lines {
    let params = preset.params(SIDE);
    match preset {
        Preset::Gcal => {
            let TrainingParams { phases, homeostasis, pictures, .. } =
                TrainingParams::gcal(&params);
            let gain_control = GainControlParams::gcal(params.r_a / 6.5);
            let network = Network::<W>::new(&params, 2).unwrap();
            let network = network.with_gain_control(&gain_control).unwrap();
            let network = network.with_shared_excitation().unwrap();
            present(preset, network, &phases, homeostasis.as_ref(), Gaussians::new(&pictures, SEED))
        }
        Preset::NotebookOr | Preset::LissomOr => {
            let TrainingParams { phases, pictures, .. } = TrainingParams::lissom_or(&params, 2);
            let network = Network::<W>::new(&params, preset.channels()).unwrap();
            present(preset, network, &phases, None, Gaussians::new(&pictures, SEED))
        }
    }
}

fn present<W: Frozen>(
    preset: Preset,
    network: Network<W>,
    phases: &[PhaseParams],
    homeostasis: Option<&HomeostasisParams>,
    pictures: Result<Gaussians, lissom::Error>,
) -> Lines {
    let probes = BoardTraining::<W, SIDE>::new(preset).probes;
    let mut training = Training::new(network, phases, homeostasis, SEED).unwrap();
    let mut pictures = pictures.unwrap();
    let (mut retina, mut state) = (training.network().retina(), training.network().state());
    let mut lines = Lines::new();
    lines.push(("map", 0, training.measure(&mut (), probes).hash()));
    for presentation in 1..=PRESENTATIONS {
        let trace =
            training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ()).unwrap();
        if presentation % EVERY == 0 {
            lines.push(("trace", presentation, trace));
            lines.push(("map", presentation, training.measure(&mut (), probes).hash()));
        }
    }
    lines
}

/// As a board does it.
macro_rules! on_a_board {
    ($weight:ty, $preset:ident) => {{
        lissom::network!(mod map = lissom_demo::Preset::$preset.network(super::SIDE),
            channels lissom_demo::Preset::$preset.channels());
        static TRAINING: BoardTraining<$weight, SIDE> = BoardTraining::new(Preset::$preset);
        let mut weights = Box::new(map::Weights::<$weight>::new());
        weights.fill().unwrap();
        let mut thresholds = [map::Thresholds::new()];
        let mut progress = TRAINING.start(&mut thresholds);
        let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
        let mut trainer = TRAINING.equip(trainer, &mut thresholds);
        let (mut record, mut workspace) = (Record::default(), Box::new(Workspace::new()));
        let glass = Glass::<Gray8>::new(128, 64);
        let mut show = Development::new(glass, (), &mut record, TRAINING.probes).every(EVERY);
        let mut pictures = TRAINING.pictures.clone();
        for _ in 0..PRESENTATIONS {
            show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
        }
        record.0
    }};
}

#[test]
fn boards_learn_as_a_host() {
    macro_rules! check {
        ($($weight:ty, $preset:ident);*) => {{
            let mut all = vec![$({
                let lines = on_a_board!($weight, $preset);
                assert_eq!(lines, on_a_host::<$weight>(Preset::$preset), stringify!($preset));
                lines
            }),*];
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 6, "each preset and format learns something else");
        }};
    }
    check!(
        Fixed16, NotebookOr; Fixed16, LissomOr; Fixed16, Gcal;
        Fixed8, NotebookOr; Fixed8, LissomOr; Fixed8, Gcal
    );
}

/// The second phase begins with the last of them.
const INTO_PHASE_2: u32 = 101;
lissom::network!(mod before = Preset::LissomOr.network(SIDE), channels 2);
lissom::network!(mod after = Preset::LissomOr.after(SIDE, INTO_PHASE_2), channels 2);

/// A map that has learned shows what it has learned when its weights are frozen: with thresholds
/// and steps of the phase that it has reached.
#[test]
fn a_learned_map_is_shown_as_it_settled() {
    let training = BoardTraining::<Fixed16, SIDE>::new(Preset::LissomOr);
    let mut weights = Box::new(before::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    let mut progress = training.start(&mut []);
    let mut trainer = weights.frozen_trainer(training.schedule(), &mut progress);
    let (mut pictures, mut retina) = (training.pictures.clone(), before::Retina::new());
    let mut state = before::State::new();
    for _ in 0..INTO_PHASE_2 {
        trainer.present(&mut pictures, &mut retina, &mut state, &mut ());
    }
    let expected = trainer.lissom().settle(&retina, &mut state, &mut ()).hash();
    let bytes: Vec<u8> = weights.bytes().collect();
    let after = Box::new(after::Weights::<Fixed16>::of_bytes(&bytes));
    assert_eq!(after.frozen_lissom().settle(&retina, &mut state, &mut ()).hash(), expected);
    // not as the network before
    let before = Box::new(before::Weights::<Fixed16>::of_bytes(&bytes));
    assert_ne!(before.frozen_lissom().settle(&retina, &mut state, &mut ()).hash(), expected);
}
