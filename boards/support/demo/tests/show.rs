//! The show on displays, clocks and buttons of its own.

mod glass;
mod sizes;

use embedded_graphics::{
    pixelcolor::{BinaryColor, Gray8, Rgb565, raw::RawData},
    prelude::*,
    primitives::Rectangle,
};
use glass::Glass;
use lissom::{Budget, Fixed16, Params, display::HeatColor, number::Activity, sheet};
use lissom_demo::{
    Buttons, Clock, Gallery, Layout, Log, Picture, Pictures, Press, Show, Stimulus, View,
};
use sizes::SIZES;
use std::{cell::RefCell, collections::VecDeque, rc::Rc};

lissom::network!(mod map = Params::notebook(12));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
static PICTURES: [Stimulus<12>; 4] = lissom_demo::stimuli();
const _: () = Budget { flash: 16 * 1024, ram: 4 * 1024 }.hold(map::FLASH, map::RAM);

/// Each call and each idle moment takes a millisecond.
struct Ticking(u32);

impl Clock for Ticking {
    const TICKS_PER_MILLISECOND: u32 = 1000;

    fn ticks(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(1000);
        self.0
    }

    fn idle(&mut self) {
        self.0 = self.0.wrapping_add(1000);
    }
}

struct Script(VecDeque<Option<Press>>);

impl Buttons for Script {
    fn press(&mut self) -> Option<Press> {
        self.0.pop_front().flatten()
    }
}

#[derive(Clone, Default)]
struct Record(Rc<RefCell<Vec<(String, u16, u32)>>>);

impl Log for Record {
    fn hash(&mut self, picture: &str, step: u16, hash: u32) {
        self.0.borrow_mut().push((picture.into(), step, hash));
    }

    fn settled(&mut self, _: &str, _: u32) {}
}

/// The same picture for ever.
struct Still;

impl Pictures<12> for Still {
    fn look(&mut self, _: bool) -> Picture<'_, 12> {
        Picture { name: "still", retina: &PICTURES[1].1, note: "" }
    }
}

/// Every display shows V1 with the levels that V1 has; one of pixels that are on or off with dots,
/// or where they have no room what is above half the peak.
#[test]
fn every_display_shows_v1() {
    fn check<C: HeatColor>(ink: fn(u8, u8, u32, Point) -> C) {
        for (width, height) in SIZES {
            let mut show = Show::new(Glass::<C>::new(width, height), (), (), ());
            let mut state = map::State::new();
            let lissom = WEIGHTS.frozen_lissom();
            show.turn(&lissom, &mut Gallery::new(&PICTURES), &mut state).unwrap();
            let layout = Layout::new(Size::new(width, height), 12, 12);
            let square = layout.squares[3];
            let screen = show.screen();
            assert!(screen.flushed > 10);
            if square.pixels < 12 || layout.is_single() && C::Raw::BITS_PER_PIXEL > 8 {
                continue; // several units a pixel; or a hue
            }
            let scale = square.pixels / 12;
            let levels = state.v1().units().iter().map(|unit| unit.level());
            let peak = levels.clone().max().unwrap_or(0);
            let corner = square.corner + Size::new_equal(square.pixels - 12 * scale) / 2;
            for (unit, level) in levels.enumerate() {
                let (row, column) = ((unit / 12) as u32 * scale, (unit % 12) as u32 * scale);
                let place = Point::new(column as i32, row as i32);
                let at = corner + place;
                let found = screen.pixels[(at.y as u32 * width + at.x as u32) as usize];
                assert!(found == ink(level, peak, scale, place), "{width}×{height}");
            }
        }
    }
    check::<BinaryColor>(|level, peak, scale, at| match scale {
        1 => (level >= (peak / 2).max(16)).into(),
        _ => BinaryColor::heat(level, Default::default(), at),
    });
    check(|level, _, _, at| Gray8::heat(level, Default::default(), at));
    check(|level, _, _, at| Rgb565::heat(level, Default::default(), at));
}

#[test]
fn only_changes_are_drawn() {
    let lissom = WEIGHTS.frozen_lissom();
    let mut state = map::State::new();
    for view in [View::Stages, View::Fields] {
        let mut show = Show::new(Glass::<Gray8>::new(128, 64), (), (), ()).view(view);
        show.turn(&lissom, &mut Still, &mut state).unwrap();
        assert!(show.screen().drawn.iter().all(|&drawn| drawn), "all is drawn once");
        show.screen().drawn.fill(false);
        let before = show.screen().pixels.clone();
        show.turn(&lissom, &mut Still, &mut state).unwrap();
        assert!(show.screen().pixels == before);
        let layout = Layout::new(Size::new(128, 64), 12, 12);
        let v1 =
            Rectangle::new(layout.squares[3].corner, Size::new_equal(layout.squares[3].pixels));
        let mut again = 0;
        for (i, _) in show.screen().drawn.iter().enumerate().filter(|(_, drawn)| **drawn) {
            let at = Point::new(i as i32 % 128, i as i32 / 128);
            assert!(v1.contains(at) || layout.status.contains(at), "{view:?} {at}");
            // the word before the step's number is seen already, and the picture's name
            assert!(v1.contains(at) || at.x >= layout.status.top_left.x + 16, "{view:?} {at}");
            again += 1;
        }
        // V1 settles again from its first step, and the text tells of it
        assert_eq!(again > 0, view == View::Stages);
    }
}

#[test]
fn the_log_has_the_bits_of_every_step() {
    let record = Record::default();
    let mut show = Show::new(Glass::<Gray8>::new(8, 8), (), (), record.clone());
    let mut gallery = Gallery::new(&PICTURES);
    let (lissom, mut shown, mut alone) =
        (WEIGHTS.frozen_lissom(), map::State::new(), map::State::new());
    while {
        show.turn(&lissom, &mut gallery, &mut shown).unwrap();
        !gallery.at_end()
    } {}
    let record = record.0.take();
    assert_eq!(record.len(), 4 * 10);
    for (presentation, (name, picture)) in record.chunks(10).zip(&PICTURES) {
        lissom.settle(picture, &mut alone, &mut ());
        assert!(
            presentation.iter().enumerate().all(|(i, line)| line.0 == *name && line.1 == i as u16)
        );
        assert_eq!(presentation[9].2, sheet::hash(alone.v1().units()));
    }
}

#[test]
fn presses_change_picture_and_view() {
    let wait = |polls: usize| std::iter::repeat_n(None, polls);
    let presses = wait(15)
        .chain([Some(Press::View)])
        .chain(wait(200))
        .chain([Some(Press::Stimulus)])
        .collect();
    let record = Record::default();
    let mut show = Show::new(
        Glass::<Gray8>::new(128, 64),
        Ticking(u32::MAX - 40_000),
        Script(presses),
        record.clone(),
    )
    .pace(0, 500);
    let mut gallery = Gallery::new(&PICTURES);
    let (lissom, mut state) = (WEIGHTS.frozen_lissom(), map::State::new());
    let mut names = Vec::new();
    let mut titles = Vec::new();
    for _ in 0..4 {
        show.turn(&lissom, &mut gallery, &mut state).unwrap();
        names.push(record.0.take()[0].0.clone());
        titles.push(show.screen().pixels[..128 * 6].to_vec());
    }
    // the view changes while the first picture stays; a press then cuts the wait for the next short
    assert_eq!(names, ["gaussian", "gaussian", "bar30", "bar120"]);
    assert!(titles[0] != titles[1] && titles[1] == titles[2]);
}

#[test]
fn the_pace_is_kept() {
    let mut show = Show::new(Glass::<Gray8>::new(96, 16), Ticking(0), (), ()).pace(50, 700);
    let (lissom, mut state) = (WEIGHTS.frozen_lissom(), map::State::new());
    show.turn(&lissom, &mut Gallery::new(&PICTURES), &mut state).unwrap();
    let milliseconds = show.clock.0 / 1000;
    assert!((10 * 50 + 700..10 * 50 + 700 + 200).contains(&milliseconds), "{milliseconds}");
}

#[test]
fn a_broken_display_is_told() {
    let mut show = Show::new(Glass::<Gray8>::new(128, 64), (), (), ());
    let (lissom, mut broken, mut whole) =
        (WEIGHTS.frozen_lissom(), map::State::new(), map::State::new());
    show.turn(&lissom, &mut Still, &mut whole).unwrap();
    show.screen().broken = true;
    let turned = show.turn(&lissom, &mut Still, &mut broken);
    assert_eq!(turned, Err("broken"));
    assert!(broken == whole, "V1 has settled all the same");
    assert!(show.run(&lissom, &mut Still, &mut broken).is_err());
}

/// A pause holds the step at which it was asked for, and later pictures when they have settled; the
/// next picture comes all the same.
#[test]
fn a_pause_holds() {
    let wait = |polls: usize| std::iter::repeat_n(None, polls);
    let presses = wait(15) // while the first picture is dwelt on
        .chain([Some(Press::Pause)])
        .chain(wait(5000))
        .chain([Some(Press::Stimulus)])
        .chain(wait(5000))
        .chain([Some(Press::Pause)]);
    let glass = Glass::<Gray8>::new(128, 64);
    let mut show = Show::new(glass, Ticking(0), Script(presses.collect()), ()).pace(0, 500);
    let mut gallery = Gallery::new(&PICTURES);
    let (lissom, mut state) = (WEIGHTS.frozen_lissom(), map::State::new());
    let mut times = Vec::new();
    for _ in 0..3 {
        let since = show.clock.0;
        show.turn(&lissom, &mut gallery, &mut state).unwrap();
        times.push((show.clock.0.wrapping_sub(since)) / 1000);
    }
    assert!(times[0] > 5000 && times[1] > 5000, "{times:?}");
    assert!((500..1000).contains(&times[2]), "{times:?}");

    let presses = wait(3).chain([Some(Press::Pause)]).chain(wait(5000)).chain([Some(Press::Pause)]);
    let record = Record::default();
    let glass = Glass::<Gray8>::new(128, 64);
    let script = Script(presses.collect());
    let mut show = Show::new(glass, Ticking(0), script, record.clone()).pace(100, 0);
    show.turn(&lissom, &mut Still, &mut state).unwrap();
    assert!(show.clock.0 / 1000 > 5000 && record.0.take().len() == 10);
}

/// The time of a presentation is on the display, and none without a clock.
#[test]
fn times_are_seen() {
    struct Steady(u32, u32);
    impl Clock for Steady {
        const TICKS_PER_MILLISECOND: u32 = 1000;
        fn ticks(&mut self) -> u32 {
            self.0 += self.1;
            self.0
        }
    }
    let text = |microseconds| {
        let clock = Steady(0, microseconds);
        let mut show = Show::new(Glass::<Gray8>::new(128, 64), clock, (), ());
        let (lissom, mut state) = (WEIGHTS.frozen_lissom(), map::State::new());
        show.turn(&lissom, &mut Still, &mut state).unwrap();
        let status = Layout::new(Size::new(128, 64), 12, 12).status;
        let lit = |at: &Point| show.screen().pixels[(at.y * 128 + at.x) as usize] != Gray8::BLACK;
        status.points().filter(lit).count()
    };
    let (fast, slow) = (text(100), text(10_000));
    let mut show = Show::new(Glass::<Gray8>::new(128, 64), (), (), ());
    let (lissom, mut state) = (WEIGHTS.frozen_lissom(), map::State::new());
    show.turn(&lissom, &mut Still, &mut state).unwrap();
    let status = Layout::new(Size::new(128, 64), 12, 12).status;
    let lit = |at: &Point| show.screen().pixels[(at.y * 128 + at.x) as usize] != Gray8::BLACK;
    let none = status.points().filter(lit).count();
    assert!(none < fast && fast != slow, "{none} {fast} {slow}");
}
