//! The show itself: it draws each stage as it is computed, and answers presses.

use crate::{
    board::{Buttons, Clock, Log, Press, Screen},
    fact::Fact,
    pictures::{Picture, Pictures},
    scene::Scene,
    text::Line,
    view::View,
};
use core::convert::Infallible;
use lissom::{
    Engine, Excitation, Fixed16, Lissom, Observer, Sheet, Signal, Stage, State, display::ColorMap,
    sheet, side::Const,
};

/// The show on a board's screen, with its clock, buttons and log.
#[derive(Debug)]
pub struct Show<S: Screen, C, B, L> {
    scene: Scene<S>,
    /// Time.
    pub clock: C,
    /// Presses.
    pub buttons: B,
    /// The record.
    pub log: L,
    step: u32,
    dwell: u32,
    next: bool,
    next_view: bool,
    paused: bool,
}

impl<S: Screen, C: Clock, B: Buttons, L: Log> Show<S, C, B, L> {
    /// Waits for nothing; in grey.
    pub const fn new(screen: S, clock: C, buttons: B, log: L) -> Self {
        let scene = Scene::new(screen);
        let (step, dwell) = (0, 0);
        let (next, next_view, paused) = (false, false, false);
        Self { scene, clock, buttons, log, step, dwell, next, next_view, paused }
    }

    /// The colours of activity and weights.
    pub fn color_map(mut self, color_map: ColorMap) -> Self {
        self.scene.color_map = color_map;
        self
    }

    /// Milliseconds that each settling step is seen at least, and the settled V1.
    pub fn pace(self, step: u32, dwell: u32) -> Self {
        Self { step, dwell, ..self }
    }

    /// What is seen first.
    pub fn view(mut self, view: View) -> Self {
        self.scene.set_view(view);
        self
    }

    /// The display.
    pub const fn screen(&mut self) -> &mut S {
        &mut self.scene.screen
    }

    /// Presents the next picture: its stages are drawn, logged and paced as they come.
    ///
    /// # Errors
    ///
    /// The display's first, if any; V1 has settled all the same.
    pub fn turn<W, const SIDE: usize, const LGN: usize, const V1: usize, const CHANNELS: usize>(
        &mut self,
        lissom: &Lissom<'_, W, Const<SIDE>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
        pictures: &mut impl Pictures<SIDE>,
        state: &mut State<Fixed16, Const<LGN>, Const<V1>>,
    ) -> Result<(), S::Error>
    where
        W: Engine<Activity = Fixed16>,
    {
        if core::mem::take(&mut self.next_view) {
            self.scene.set_view(self.scene.view().next());
        }
        self.scene.draw_static(LGN, V1);
        let picture = pictures.look(core::mem::take(&mut self.next));
        let since = self.clock.ticks();
        let mut logger = StageLogger { picture: &picture, ticks: 0, since, show: self };
        lissom.settle(picture.retina, state, &mut logger);
        let ticks = logger.ticks;
        self.log.settled(picture.name, ticks);
        match self.scene.view() {
            View::Fields => self.fields(lissom, state.v1(), &picture),
            View::Stages if self.scene.is_single() => {
                self.scene.activity(3, state.v1().units()); // without the dot
                self.scene.flush();
            }
            View::Stages => {}
        }
        pictures.settled(ticks, state.v1().units());
        self.next |= self.wait(self.dwell, self.paused);
        self.scene.outcome()
    }

    /// Turns for ever, or until the display fails.
    ///
    /// # Errors
    ///
    /// The display's.
    pub fn run<W, const SIDE: usize, const LGN: usize, const V1: usize, const CHANNELS: usize>(
        &mut self,
        lissom: &Lissom<'_, W, Const<SIDE>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
        pictures: &mut impl Pictures<SIDE>,
        state: &mut State<Fixed16, Const<LGN>, Const<V1>>,
    ) -> Result<Infallible, S::Error>
    where
        W: Engine<Activity = Fixed16>,
    {
        loop {
            self.turn(lissom, pictures, state)?;
        }
    }

    /// Waits for some milliseconds, while it is `held`, or until a press for what is next. Whether
    /// the time was up.
    fn wait(&mut self, milliseconds: u32, mut held: bool) -> bool {
        let ticks = milliseconds.saturating_mul(C::TICKS_PER_MILLISECOND);
        let since = self.clock.ticks();
        loop {
            match self.buttons.press() {
                Some(Press::Stimulus) => self.next = true,
                Some(Press::View) => self.next_view = true,
                Some(Press::Pause) => {
                    self.paused = !self.paused;
                    held = self.paused;
                    self.scene.set_paused(held);
                }
                Some(Press::Train | Press::Reset) | None => {}
            }
            if self.next || self.next_view {
                return false;
            }
            if self.clock.ticks().wrapping_sub(since) >= ticks && !held {
                return true;
            }
            self.clock.idle();
        }
    }

    /// In a single square, a sheet's letter is seen before it for as long as a step.
    fn letter(&mut self, index: usize) {
        if self.scene.letter(index) {
            self.wait(self.step, false);
        }
    }

    /// In a single square, each sheet is seen for as long as a step.
    fn page(&mut self) {
        if self.scene.is_single() {
            self.scene.flush();
            self.wait(self.step, false);
        }
    }

    /// V1 and the connection fields of its most active unit, or of the middle one if all are
    /// silent.
    fn fields<W, const SIDE: usize, const LGN: usize, const V1: usize, const CHANNELS: usize>(
        &mut self,
        lissom: &Lissom<'_, W, Const<SIDE>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
        v1: &Sheet<Fixed16, V1>,
        picture: &Picture<'_, SIDE>,
    ) where
        W: Engine<Activity = Fixed16>,
    {
        let cortex = &lissom.cortex;
        let unit = most_active(v1.units()).unwrap_or((V1 / 2) * V1 + V1 / 2);
        let (row, column) = (unit / V1, unit % V1);
        self.letter(0);
        self.scene.activity(0, v1.units());
        self.page();
        // units that share one kernel have no connection fields
        let excitatory = match &cortex.excitatory {
            Excitation::Own(projection) => Some(projection),
            Excitation::Shared(_) => None,
        };
        for (index, lateral) in [(1, excitatory), (2, Some(&cortex.inhibitory))] {
            if let Some(projection) = lateral {
                self.letter(index);
                self.scene.connection_field(index, projection.connection_field(row, column));
                self.page();
            }
        }
        if let Some(afferent) = cortex.afferent.first() {
            self.letter(3);
            self.scene.connection_field(3, afferent.connection_field(row, column));
        }
        let unit = Line::new().number(row as u32).text(",").number(column as u32);
        self.scene.text([name(picture), Fact::new("unit", unit, 5), Fact::NONE]);
        self.scene.flush();
    }
}

/// What a picture is called, and what more there is to say, as far as there is room.
fn name<const SIDE: usize>(picture: &Picture<'_, SIDE>) -> Fact {
    let name = Line::new().text(picture.name);
    let note = if picture.note.is_empty() { "" } else { " " };
    Fact::new("", name.text(note).text(picture.note), 8)
}

/// The first of the most active units, unless all are silent.
fn most_active(units: &[Fixed16]) -> Option<usize> {
    let (mut best, mut highest) = (None, Fixed16::ZERO);
    for (unit, &activity) in units.iter().enumerate() {
        if activity > highest {
            (best, highest) = (Some(unit), activity);
        }
    }
    best
}

/// Draws and logs each stage, and waits after it. None of that is counted in `ticks`.
struct StageLogger<'a, 'p, S: Screen, C, B, L, const SIDE: usize> {
    show: &'a mut Show<S, C, B, L>,
    picture: &'a Picture<'p, SIDE>,
    ticks: u32,
    since: u32,
}

impl<S: Screen, C: Clock, B: Buttons, L: Log, const SIDE: usize>
    StageLogger<'_, '_, S, C, B, L, SIDE>
{
    fn v1(&mut self, step: u16, units: &[Fixed16]) {
        let Self { show, picture, .. } = self;
        let hash = sheet::hash(units);
        show.log.hash(picture.name, step, hash);
        if show.scene.view() == View::Stages {
            if step == 0 {
                show.letter(3);
            }
            show.scene.activity(3, units);
            show.scene.dot(step);
            let time = C::tenths(self.ticks).map_or(Line::new(), |time| Line::new().time(time));
            show.scene.text([
                name(picture),
                Fact::new("step", Line::new().number(step.into()), 2),
                Fact::new("", time, 6),
            ]);
            show.scene.flush();
            show.wait(show.step, false);
        }
    }

    fn below_v1(&mut self, index: usize, units: &[Fixed16]) {
        if self.show.scene.view() == View::Stages {
            self.show.letter(index);
            self.show.scene.activity(index, units);
            self.show.page();
        }
    }
}

impl<S: Screen, C: Clock, B: Buttons, L: Log, const SIDE: usize> Observer<Fixed16>
    for StageLogger<'_, '_, S, C, B, L, SIDE>
{
    fn stage(&mut self, stage: Stage, _: Signal<'_, Fixed16>, output: Signal<'_, Fixed16>) {
        let now = self.show.clock.ticks();
        self.ticks = self.ticks.wrapping_add(now.wrapping_sub(self.since));
        if let Signal::Activity(units) = output {
            match stage {
                Stage::Retina => self.below_v1(0, units),
                Stage::LgnOn => self.below_v1(1, units),
                Stage::LgnOff => self.below_v1(2, units),
                Stage::V1(step) => self.v1(step, units),
                _ => {}
            }
        }
        self.since = self.show.clock.ticks();
    }
}
