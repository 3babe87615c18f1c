//! The show itself: it draws each stage as it is computed, and answers presses.

use crate::{
    board::{Buttons, Clock, Log, Press, Screen},
    pictures::{Picture, Pictures},
    scene::{Scene, View},
    text::Line,
};
use core::convert::Infallible;
use lissom::{
    Excitation, Fixed16, Lissom, Observer, Sheet, Signal, Stage, State, display::ColorMap, sheet,
    side::Const,
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
}

impl<S: Screen, C: Clock, B: Buttons, L: Log> Show<S, C, B, L> {
    /// Waits for nothing; in grey.
    pub const fn new(screen: S, clock: C, buttons: B, log: L) -> Self {
        let scene = Scene::new(screen);
        Self { scene, clock, buttons, log, step: 0, dwell: 0, next: false, next_view: false }
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
    pub fn turn<const SIDE: usize, const LGN: usize, const V1: usize, const CHANNELS: usize>(
        &mut self,
        lissom: &Lissom<'_, Fixed16, Const<SIDE>, Const<LGN>, Const<V1>, CHANNELS>,
        pictures: &mut impl Pictures<SIDE>,
        state: &mut State<Fixed16, Const<LGN>, Const<V1>>,
    ) -> Result<(), S::Error> {
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
        if self.scene.view() == View::Fields {
            self.fields(lissom, state.v1(), &picture);
        }
        pictures.settled(ticks, state.v1().units());
        self.next |= self.wait(self.dwell);
        self.scene.outcome()
    }

    /// Turns for ever, or until the display fails.
    ///
    /// # Errors
    ///
    /// The display's.
    pub fn run<const SIDE: usize, const LGN: usize, const V1: usize, const CHANNELS: usize>(
        &mut self,
        lissom: &Lissom<'_, Fixed16, Const<SIDE>, Const<LGN>, Const<V1>, CHANNELS>,
        pictures: &mut impl Pictures<SIDE>,
        state: &mut State<Fixed16, Const<LGN>, Const<V1>>,
    ) -> Result<Infallible, S::Error> {
        loop {
            self.turn(lissom, pictures, state)?;
        }
    }

    /// Waits for some milliseconds, or until a press. Whether the time was up.
    fn wait(&mut self, milliseconds: u32) -> bool {
        let ticks = milliseconds.saturating_mul(C::TICKS_PER_MILLISECOND);
        let since = self.clock.ticks();
        loop {
            match self.buttons.press() {
                Some(Press::Stimulus) => self.next = true,
                Some(Press::View) => self.next_view = true,
                None => {}
            }
            if self.next || self.next_view {
                return false;
            }
            if self.clock.ticks().wrapping_sub(since) >= ticks {
                return true;
            }
            self.clock.idle();
        }
    }

    /// In a single square, each sheet is seen for as long as a step.
    fn next_page(&mut self) {
        if self.scene.is_single() {
            self.scene.flush();
            self.wait(self.step);
        }
    }

    /// V1 and the connection fields of its most active unit, or of the middle one if all are
    /// silent.
    fn fields<const SIDE: usize, const LGN: usize, const V1: usize, const CHANNELS: usize>(
        &mut self,
        lissom: &Lissom<'_, Fixed16, Const<SIDE>, Const<LGN>, Const<V1>, CHANNELS>,
        v1: &Sheet<Fixed16, V1>,
        picture: &Picture<'_, SIDE>,
    ) {
        let cortex = &lissom.cortex;
        let unit = most_active(v1.units()).unwrap_or((V1 / 2) * V1 + V1 / 2);
        let (row, column) = (unit / V1, unit % V1);
        self.scene.activity(0, v1.units());
        self.next_page();
        // units that share one kernel have no connection fields
        let excitatory = match &cortex.excitatory {
            Excitation::Own(projection) => Some(projection),
            Excitation::Shared(_) => None,
        };
        for (index, lateral) in [(1, excitatory), (2, Some(&cortex.inhibitory))] {
            if let Some(projection) = lateral {
                self.scene.connection_field(index, projection.connection_field(row, column));
                self.next_page();
            }
        }
        if let Some(afferent) = cortex.afferent.first() {
            self.scene.connection_field(3, afferent.connection_field(row, column));
        }
        let unit = Line::new().text("unit ").number(row as u32).text(",").number(column as u32);
        self.scene.text([Line::new().text(picture.name), unit, Line::new().text(picture.note)]);
        self.scene.flush();
    }
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
            show.scene.activity(3, units);
            let name = Line::new().text(picture.name);
            let note = Line::new().text("step ").number(step.into()).text(" ").text(picture.note);
            show.scene.text([name, note, Line::new().hex(hash)]);
            show.scene.flush();
            show.wait(show.step);
        }
    }

    fn below_v1(&mut self, index: usize, units: &[Fixed16]) {
        if self.show.scene.view() == View::Stages {
            self.show.scene.activity(index, units);
            self.show.next_page();
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
