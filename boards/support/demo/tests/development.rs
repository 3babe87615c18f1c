//! The development of a map on displays of its own.

mod glass;
mod sizes;

use embedded_graphics::{
    image::Image,
    mock_display::MockDisplay,
    pixelcolor::{BinaryColor, Gray8, Rgb565, raw::RawData},
    prelude::*,
    primitives::Rectangle,
};
use glass::Glass;
use lissom::{
    Fixed16, Observer, Params, Signal, Stage,
    display::{HeatColor, HueMap},
    input::{GreyImage, Patches, Stream},
    orientation::{Probe, Protocol, Topology},
    side::Const,
};
use lissom_demo::{
    BoardTraining, Buttons, Clock, Development, Layout, Log, Preset, Press, Workspace,
};
use sizes::SIZES;
use std::{cell::RefCell, collections::VecDeque, rc::Rc};

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
    let photograph: [u8; 16 * 16] = std::array::from_fn(|at| (at * at * 37 % 256) as u8);
    let photographs = [GreyImage::new(&photograph, 16, 16, 16).unwrap()];
    let patches = Patches::new(&photographs, 12, 1).unwrap();
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

/// Wherever it has room for a pixel a unit, a display shows the map as [`HueMap`] draws it; one of
/// pixels that are on or off shows the units that prefer less than 45° from 0°.
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
            if C::Raw::BITS_PER_PIXEL == 1 {
                for unit in 0..144 {
                    // 256 of them are 180°
                    let angle = workspace.map.unit(unit / 12, unit % 12).orientation.0 >> 8;
                    let is_on = !(64..=192).contains(&angle);
                    let at = Point::new((unit % 12) as i32, (unit / 12) as i32) * scale as i32;
                    let square = Rectangle::new(at, Size::new_equal(scale));
                    drawn.fill_solid(&square, if is_on { C::LIGHT } else { C::DARK }).unwrap();
                }
            } else {
                let picture = HueMap::new(&workspace.map).gain(3).scale(scale);
                Image::new(&picture.pinwheels(Topology::Plane), Point::zero())
                    .draw(&mut drawn)
                    .unwrap();
            }
            let screen = show.screen();
            let corner = square.corner + Size::new_equal(square.pixels - 12 * scale) / 2;
            for place in drawn.affected_area().points() {
                let at = corner + place;
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

/// Presses at given calls.
struct Script(VecDeque<Option<Press>>);

impl Buttons for Script {
    fn press(&mut self) -> Option<Press> {
        self.0.pop_front().flatten()
    }
}

/// So many calls without a press, then one.
fn after(calls: usize, press: Press) -> impl Iterator<Item = Option<Press>> {
    std::iter::repeat_n(None, calls).chain([Some(press)])
}

/// Learning stops and goes on as asked, a pause takes time, and neither changes what is learned.
#[test]
fn presses_stop_learning_and_time() {
    let (mut alone, mut asked) = (weights(), weights());
    let (mut progress, mut pictures) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
    let mut trainer = alone.frozen_trainer(TRAINING.schedule(), &mut progress);
    let mut workspace = Memory::new();
    let mut show = Development::new(Glass::<Gray8>::new(128, 64), (), (), TRAINING.probes);
    for _ in 0..3 {
        show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
    }

    let (mut progress, mut pictures) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
    let mut trainer = asked.frozen_trainer(TRAINING.schedule(), &mut progress);
    let mut workspace = Memory::new();
    // the first while the map is measured
    let presses =
        after(10, Press::Train).chain(after(6000, Press::Pause)).chain(after(5000, Press::Pause));
    let mut show = Development::new(Glass::<Gray8>::new(128, 64), Ticking(0), (), TRAINING.probes)
        .buttons(Script(presses.chain(after(50, Press::Train)).collect()));
    let (mut retinas, mut turns, mut paused) = (vec![], 0, 0);
    while trainer.progress.presentations() < 3 {
        let since = show.clock.0;
        show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
        paused += u32::from(show.clock.0 - since > 5000);
        turns += 1;
        if trainer.progress.presentations() == 0 {
            retinas.push(workspace.retina.clone());
        }
        assert!(turns < 1000, "it does not go on");
    }
    assert!(asked == alone, "what was learned is the same");
    assert_eq!(paused, 1);
    assert!(retinas.len() > 64, "probes are shown while nothing is learned: {}", retinas.len());
    assert!(retinas[0] != retinas[1] && retinas[0] == retinas[32], "each of them, in turn");
    assert!(!show.asks_reset());
}

/// Bright frames tell of a pause.
#[test]
fn a_pause_is_seen() {
    /// Asks for a pause while the map is measured, and later for its end.
    struct Looker(usize);
    impl Buttons for Looker {
        fn press(&mut self) -> Option<Press> {
            self.0 += 1;
            matches!(self.0, 1 | 5000).then_some(Press::Pause)
        }
    }
    let mut weights = weights();
    let (mut progress, mut pictures) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
    let mut trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
    let mut workspace = Memory::new();
    let glass = Glass::<Gray8>::new(128, 64);
    let corner = Layout::new(Size::new(128, 64), 12, 12).squares[0].corner - Point::new_equal(1);
    let at = (corner.y * 128 + corner.x) as usize;
    let mut show = Development::new(glass, (), (), TRAINING.probes).buttons(Looker(0));
    show.screen().watched = Some(at);
    show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
    let mut seen = std::mem::take(&mut show.screen().seen);
    seen.dedup();
    assert_eq!(seen, [Gray8::new(0), Gray8::new(64), Gray8::WHITE, Gray8::new(64)]);
}

/// A reset is told once, and the map is measured anew.
#[test]
fn a_reset_starts_anew() {
    let mut seen = weights();
    let (mut progress, mut pictures) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
    let record = Record::default();
    let mut workspace = Memory::new();
    let glass = Glass::<Gray8>::new(128, 64);
    let presses = after(1000, Press::Pause).chain(after(30, Press::Reset)).collect();
    let mut show =
        Development::new(glass, (), record.clone(), TRAINING.probes).buttons(Script(presses));
    let mut resets = 0;
    for _ in 0..100 {
        let mut trainer = seen.frozen_trainer(TRAINING.schedule(), &mut progress);
        show.turn(&mut trainer, &mut pictures, &mut workspace).unwrap();
        if show.asks_reset() {
            resets += 1;
            seen.copy_from(&WEIGHTS);
            (progress, pictures) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
        }
    }
    assert_eq!(resets, 1);
    let record = record.0.take();
    let maps: Vec<_> = record.iter().filter(|line| line.0 == "map").collect();
    assert!(maps.len() == 2 && maps[0] == maps[1], "{maps:?}");
}
