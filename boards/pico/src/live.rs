//! The live retina: pictures from USB while there are any, stored ones else.

use crate::{SIDE, map};
use core::{cell::Cell, fmt::Write};
use embassy_sync::{
    blocking_mutex::{Mutex, raw::CriticalSectionRawMutex},
    signal::Signal,
    zerocopy_channel::{Channel, Receiver, Sender},
};
use embassy_time::Instant;
use heapless::String;
use lissom::{Fixed16, Sheet};
use lissom_demo::{Gallery, Picture, Pictures};
use lissom_link::Counters;
use static_cell::{ConstStaticCell, StaticCell};

/// A picture from USB.
pub struct Arrived {
    /// The host's number for it.
    pub sequence: u16,
    /// What it makes of the retina.
    pub retina: map::Retina<Fixed16>,
}

/// What a picture led to.
pub struct Settled {
    /// The host's number for the picture, 0 for a stored one.
    pub sequence: u16,
    /// Cycles that settling took.
    pub cycles: u32,
    /// V1.
    pub v1: Sheet<Fixed16, { map::CORTEX }>,
}

type Between<T> = Channel<'static, CriticalSectionRawMutex, T>;
/// The end that a `T` goes into.
pub type Into<T> = Sender<'static, CriticalSectionRawMutex, T>;
/// The end that a `T` comes out of.
pub type From<T> = Receiver<'static, CriticalSectionRawMutex, T>;

/// What became of the frames so far.
pub static COUNTERS: Mutex<CriticalSectionRawMutex, Cell<Counters>> =
    Mutex::new(Cell::new(Counters::new()));

static ARRIVED: Signal<CriticalSectionRawMutex, ()> = Signal::new();

/// A picture is ready to be looked at.
pub fn announce() {
    ARRIVED.signal(());
}

/// Whether one was announced since the last call.
pub fn arrived() -> bool {
    ARRIVED.try_take().is_some()
}

/// The source of pictures. The one being shown stays in its half of a double buffer until it has
/// been seen, while the next comes into the other half; with both full, the host waits.
pub struct Live {
    pictures: From<Arrived>,
    answers: Into<Settled>,
    gallery: Gallery<SIDE>,
    /// The live picture that is being shown.
    sequence: Option<u16>,
    note: String<24>,
    since: Instant,
    /// Microseconds that the last picture took, from look to answer.
    pub micros: u64,
    /// Answers that were not sent: the one before was still waiting to be read by the host.
    pub unanswered: u32,
}

impl Live {
    /// The source, and USB's ends: for pictures that arrive, and for answers to go.
    ///
    /// # Panics
    ///
    /// The second time.
    pub fn new(gallery: Gallery<SIDE>) -> (Self, Into<Arrived>, From<Settled>) {
        static PICTURES: ConstStaticCell<[Arrived; 2]> = ConstStaticCell::new(
            [const { Arrived { sequence: 0, retina: map::Retina::new() } }; 2],
        );
        static ANSWERS: ConstStaticCell<[Settled; 1]> =
            ConstStaticCell::new([Settled { sequence: 0, cycles: 0, v1: Sheet::new() }]);
        static TO_SHOW: StaticCell<Between<Arrived>> = StaticCell::new();
        static TO_USB: StaticCell<Between<Settled>> = StaticCell::new();

        let (arriving, pictures) = TO_SHOW.init(Channel::new(PICTURES.take())).split();
        let (answers, answering) = TO_USB.init(Channel::new(ANSWERS.take())).split();
        let (since, note) = (Instant::now(), String::new());
        let (sequence, micros, unanswered) = (None, 0, 0);
        let live = Self { pictures, answers, gallery, sequence, note, since, micros, unanswered };
        (live, arriving, answering)
    }

    /// What is shown now.
    pub fn name(&mut self) -> &str {
        if self.sequence.is_some() { LIVE } else { self.gallery.look(false).name }
    }

    /// Whether the last stored picture is being shown.
    pub fn at_end(&self) -> bool {
        self.sequence.is_none() && self.gallery.at_end()
    }

    fn next(&mut self) {
        arrived(); // it is about to be taken
        if self.sequence.take().is_some() {
            self.pictures.receive_done();
        }
        self.sequence = self.pictures.try_receive().map(|picture| picture.sequence);
        if self.sequence.is_none() {
            self.gallery.look(true);
            return;
        }
        if self.pictures.len() > 1 {
            announce();
        }
        self.note.clear();
        let dropped = COUNTERS.lock(Cell::get).dropped();
        if dropped > 0 {
            let _ = write!(self.note, "dropped {dropped}"); // it fits: 8 and at most 10 characters
        }
    }
}

const LIVE: &str = "live";

impl Pictures<SIDE> for Live {
    fn look(&mut self, next: bool) -> Picture<'_, SIDE> {
        self.since = Instant::now();
        if next {
            self.next();
        }
        if self.sequence.is_some()
            && let Some(arrived) = self.pictures.try_receive()
        {
            return Picture { name: LIVE, retina: &arrived.retina, note: &self.note };
        }
        self.gallery.look(false)
    }

    fn settled(&mut self, ticks: u32, v1: &[Fixed16]) {
        self.micros = self.since.elapsed().as_micros();
        if let Some(answer) = self.answers.try_send() {
            answer.sequence = self.sequence.unwrap_or(0);
            answer.cycles = ticks;
            for (place, &unit) in answer.v1.units_mut().iter_mut().zip(v1) {
                *place = unit;
            }
            self.answers.send_done();
        } else if self.sequence.is_some() {
            self.unanswered = self.unanswered.wrapping_add(1);
        }
    }
}
