//! The development of a map on displays of its own.

mod glass;

use embedded_graphics::{
    image::Image,
    mock_display::MockDisplay,
    pixelcolor::{BinaryColor, Gray8, Rgb565},
    prelude::*,
};
use glass::{Glass, SIZES};
use lissom::{
    Fixed16, Observer, Params, Signal, Stage,
    display::{HeatColor, HueMap},
    input::{GreyImage, Patches, Stream},
    orientation::{Probe, Protocol, Topology},
    side::Const,
};
use lissom_demo::{BoardTraining, Clock, Development, Layout, Log, Preset, Workspace};
use std::{cell::RefCell, rc::Rc};

lissom::network!(mod map = Params::notebook(12));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
static TRAINING: BoardTraining<Fixed16, 12> = BoardTraining::new(Preset::NotebookOr);

type Memory = Workspace<{ map::RETINA }, { map::LGN }, { map::CORTEX }>;

/// What was logged: a name, presentations or ticks, and a hash.
#[derive(Clone, Default)]
struct Record(Rc<RefCell<Vec<(String, u32, u32)>>>);

impl Log for Record {
    fn hash(&mut self, _: &str, _: u16, _: u32) {
        unreachable!("no step of settling is logged");
    }

    fn settled(&mut self, picture: &str, ticks: u32) {
        self.0.borrow_mut().push((picture.into(), ticks, 0));
    }

    fn trace(&mut self, presentations: u32, trace: u32) {
        self.0.borrow_mut().push(("trace".into(), presentations, trace));
    }

    fn map(&mut self, presentations: u32, hash: u32, _: u16, _: u32) {
        self.0.borrow_mut().push(("map".into(), presentations, hash));
    }
}

/// Each call takes a tick.
struct Ticking(u32);

impl Clock for Ticking {
    const TICKS_PER_MILLISECOND: u32 = 1;

    fn ticks(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(1);
        self.0
    }
}

/// Counts them.
struct Stages(u32);

impl Observer<Fixed16> for Stages {
    fn stage(&mut self, _: Stage, _: Signal<'_, Fixed16>, _: Signal<'_, Fixed16>) {
        self.0 += 1;
    }
}

/// Weights that may learn.
fn weights() -> Box<map::Weights<Fixed16>> {
    let mut weights = Box::new(map::Weights::new());
    weights.copy_from(&WEIGHTS);
    weights
}

/// Measuring and drawing change nothing of what is learned, and the log tells all that it should.
#[test]
fn it_learns_as_without_a_display() {
    let gaussians = check_learning(&TRAINING);
    let faces = check_learning(&BoardTraining::faces(Preset::NotebookOr));
    let flash = [GreyImage::new(b"natural?pictures", 4, 4, 4).unwrap()];
    let patches = Patches::new(&flash, 3, 1).unwrap();
    let patches = check_learning(&BoardTraining::with(Preset::NotebookOr, patches));
    assert!(gaussians != faces && faces != patches && patches != gaussians);
}

/// Returns the last trace.
fn check_learning<S: Stream<Fixed16, Const<12>> + Clone>(
    training: &BoardTraining<Fixed16, 12, S>,
) -> u32 {
    let (mut alone, mut seen) = (weights(), weights());
    let (mut progress, mut pictures) = (training.start(&mut []), training.pictures.clone());
    let mut trainer = alone.frozen_trainer(training.schedule(), &mut progress);
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    let (mut traces, mut stages) = (vec![], Stages(0));
    for _ in 0..30 {
        traces.push(trainer.present(&mut pictures, &mut retina, &mut state, &mut stages));
    }

    let record = Record::default();
    let (mut progress, mut pictures) = (training.start(&mut []), training.pictures.clone());
    let mut trainer = seen.frozen_trainer(training.schedule(), &mut progress);
    let (screen, clock) = (Glass::<Rgb565>::new(240, 135), Ticking(u32::MAX - 50));
    let mut show = Development::new(screen, clock, record.clone(), training.probes).every(10);
    let mut workspace = Memory::new();
    for _ in 0..30 {
        show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
    }
    assert!(seen == alone);
    let record = record.0.take();
    let named = |name: &'static str| record.iter().filter(move |line| line.0 == name);
    let logged: Vec<_> = named("trace").map(|line| (line.1, line.2)).collect();
    assert_eq!(logged, [(10, traces[9]), (20, traces[19]), (30, traces[29])]);
    assert!(named("map").map(|line| line.1).eq([0, 10, 20, 30]));
    let mut hashes: Vec<_> = named("map").map(|line| line.2).collect();
    assert_eq!(hashes[3], workspace.map.hash());
    hashes.dedup();
    assert_eq!(hashes.len(), 4, "the map develops");
    // a tick for each stage, and one for learning
    assert!(named("settle").map(|line| line.1).eq([stages.0 / 30; 3]), "{record:?}");
    assert!(named("learn").map(|line| line.1).eq([1; 3]));
    traces[29]
}

/// Wherever it has room for a pixel a unit, a display shows the map as [`HueMap`] draws it.
#[test]
fn every_display_shows_the_map() {
    fn check<C: HeatColor>() {
        let mut weights = weights();
        let mut progress = TRAINING.start(&mut []);
        let mut pictures = TRAINING.pictures.clone();
        let mut trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
        for (width, height) in SIZES {
            let glass = Glass::<C>::new(width, height);
            let probes = Protocol::new(Probe::grating(4.0), 4, 2);
            let mut show = Development::new(glass, (), (), probes).every(1);
            let mut workspace = Memory::new();
            show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
            assert!(show.screen().drawn.iter().all(|&drawn| drawn));
            let square = Layout::new(Size::new(width, height), 12, 12).squares[3];
            let scale = square.pixels / 12;
            if !(1..=5).contains(&scale) {
                continue; // several units a pixel, or more than a MockDisplay has
            }
            let mut drawn = MockDisplay::<C>::new();
            let picture = HueMap::new(&workspace.map).gain(3).scale(scale);
            Image::new(&picture.pinwheels(Topology::Plane), Point::zero())
                .draw(&mut drawn)
                .unwrap();
            let screen = show.screen();
            for place in drawn.affected_area().points() {
                let at = square.corner + place;
                let found = screen.pixels[(at.y as u32 * width + at.x as u32) as usize];
                assert!(drawn.get_pixel(place) == Some(found), "{width}×{height} {place}");
            }
        }
    }
    check::<BinaryColor>();
    check::<Gray8>();
    check::<Rgb565>();
}

#[test]
fn a_broken_display_is_told() {
    let mut weights = weights();
    let (mut progress, mut pictures) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
    let mut trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
    let glass = Glass::<Gray8>::new(128, 64);
    let mut show = Development::new(glass, (), (), TRAINING.probes);
    let mut workspace = Memory::new();
    show.screen().broken = true;
    assert_eq!(show.turn(&mut trainer, &mut pictures, &mut workspace), Err("broken"));
    show.screen().broken = false;
    assert_eq!(show.turn(&mut trainer, &mut pictures, &mut workspace), Ok(()));
    assert_eq!(trainer.progress.presentations(), 2, "it has learned all the same");
}
