//! Pictures for the show: from USB while there are any, stored ones else.

use crate::vitals::VITALS;
use core::{cell::Cell, fmt::Write};
use embassy_sync::{
    blocking_mutex::{Mutex, raw::CriticalSectionRawMutex},
    signal::Signal,
    zerocopy_channel::{Channel, Receiver, Sender},
};
use embassy_time::Instant;
use heapless::String;
use lissom::{Fixed16, Sheet};
use lissom_demo::{Buttons, Gallery, Picture, Pictures, Press};
use lissom_link::Counters;
use static_cell::{ConstStaticCell, StaticCell};

/// A picture from USB.
#[derive(Debug)]
pub struct Arrived<const SIDE: usize> {
    /// The host's number for it.
    pub sequence: u16,
    /// What it makes of the retina.
    pub retina: Sheet<Fixed16, SIDE>,
}

/// What a picture led to.
#[derive(Debug)]
pub struct Settled<const V1: usize> {
    /// The host's number for the picture, 0 for a stored one.
    pub sequence: u16,
    /// Ticks of the show's clock that settling took.
    pub ticks: u32,
    /// V1.
    pub v1: Sheet<Fixed16, V1>,
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
pub(crate) fn announce() {
    ARRIVED.signal(());
}

/// Whether one was announced since the last call.
fn arrived() -> bool {
    ARRIVED.try_take().is_some()
}

/// A board's buttons; a picture that has arrived is as good as a press for the next.
#[derive(Debug)]
pub struct OrArrival<B>(pub B);

impl<B: Buttons> Buttons for OrArrival<B> {
    fn press(&mut self) -> Option<Press> {
        self.0.press().or_else(|| arrived().then_some(Press::Stimulus))
    }
}

/// Room for what is on its way between USB and the show, in a `static` of the board's.
#[expect(missing_debug_implementations)] // static_cell's and embassy's have none
pub struct Buffers<const SIDE: usize, const V1: usize> {
    pictures: ConstStaticCell<[Arrived<SIDE>; 2]>,
    answers: ConstStaticCell<[Settled<V1>; 1]>,
    to_show: StaticCell<Between<Arrived<SIDE>>>,
    to_usb: StaticCell<Between<Settled<V1>>>,
}

impl<const SIDE: usize, const V1: usize> Buffers<SIDE, V1> {
    /// All zeroes.
    pub const fn new() -> Self {
        let picture = const { Arrived { sequence: 0, retina: Sheet::new() } };
        let other = const { Arrived { sequence: 0, retina: Sheet::new() } };
        let answer = const { Settled { sequence: 0, ticks: 0, v1: Sheet::new() } };
        Self {
            pictures: ConstStaticCell::new([picture, other]),
            answers: ConstStaticCell::new([answer]),
            to_show: StaticCell::new(),
            to_usb: StaticCell::new(),
        }
    }
}

impl<const SIDE: usize, const V1: usize> Default for Buffers<SIDE, V1> {
    fn default() -> Self {
        Self::new()
    }
}

/// The source of pictures. The one being shown stays in its half of a double buffer until it has
/// been seen, while the next comes into the other half; with both full, the host waits.
#[expect(missing_debug_implementations)] // static_cell's and embassy's have none
pub struct Live<const SIDE: usize, const V1: usize> {
    pictures: From<Arrived<SIDE>>,
    answers: Into<Settled<V1>>,
    gallery: Gallery<SIDE>,
    /// The live picture that is being shown.
    sequence: Option<u16>,
    /// Whether it was answered, or its answer given up.
    answered: bool,
    note: String<24>,
    since: Instant,
    /// Microseconds that the last picture took, from look to answer.
    pub micros: u64,
    /// Answers that were not sent: the one before was still waiting to be read by the host.
    pub unanswered: u32,
}

impl<const SIDE: usize, const V1: usize> Live<SIDE, V1> {
    /// The source, and USB's ends: for pictures that arrive, and for answers to go.
    ///
    /// # Panics
    ///
    /// The second time.
    pub fn new(
        gallery: Gallery<SIDE>,
        buffers: &'static Buffers<SIDE, V1>,
    ) -> (Self, Into<Arrived<SIDE>>, From<Settled<V1>>) {
        let to_show = buffers.to_show.init(Channel::new(buffers.pictures.take()));
        let to_usb = buffers.to_usb.init(Channel::new(buffers.answers.take()));
        let ((arriving, pictures), (answers, answering)) = (to_show.split(), to_usb.split());
        let live = Self {
            pictures,
            answers,
            gallery,
            sequence: None,
            answered: false,
            note: String::new(),
            since: Instant::now(),
            micros: 0,
            unanswered: 0,
        };
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
        self.answered = false;
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

impl<const SIDE: usize, const V1: usize> Pictures<SIDE> for Live<SIDE, V1> {
    fn look(&mut self, next: bool) -> Picture<'_, SIDE> {
        VITALS.looked();
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

    /// Answers, a live picture only once: it may be looked at again in another view.
    fn settled(&mut self, ticks: u32, v1: &[Fixed16]) {
        self.micros = self.since.elapsed().as_micros();
        if core::mem::replace(&mut self.answered, self.sequence.is_some()) {
            return;
        }
        if let Some(answer) = self.answers.try_send() {
            answer.sequence = self.sequence.unwrap_or(0);
            answer.ticks = ticks;
            for (place, &unit) in answer.v1.units_mut().iter_mut().zip(v1) {
                *place = unit;
            }
            self.answers.send_done();
        } else if self.sequence.is_some() {
            self.unanswered = self.unanswered.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom_demo::Stimulus;

    static STORED: [Stimulus<8>; 4] = lissom_demo::stimuli();

    #[test]
    fn each_live_picture_is_answered_once() {
        static BUFFERS: Buffers<8, 8> = Buffers::new();
        let (mut live, mut arriving, mut answering) = Live::new(Gallery::new(&STORED), &BUFFERS);
        let v1 = [Fixed16::from_num(0.5); 64];
        let mut arrive = |sequence| {
            arriving.try_send().expect("a half is free").sequence = sequence;
            arriving.send_done();
        };
        let mut turn = |live: &mut Live<8, 8>, next, read: bool| {
            let name = std::string::String::from(live.look(next).name);
            live.settled(1, &v1);
            if !read {
                return (name, None);
            }
            let answer = answering.try_receive().map(|settled| settled.sequence);
            answer.inspect(|_| answering.receive_done());
            (name, answer)
        };
        let live_answer = |answer| ("live".into(), answer);
        assert_eq!(turn(&mut live, false, true), ("gaussian".into(), Some(0)));
        arrive(7);
        assert_eq!(turn(&mut live, true, true), live_answer(Some(7)));
        // the same in another view
        assert_eq!(turn(&mut live, false, true), live_answer(None));
        arrive(8);
        assert_eq!(turn(&mut live, true, false), live_answer(None)); // nobody reads
        arrive(9);
        assert_eq!(turn(&mut live, true, true), live_answer(Some(8)));
        assert_eq!(live.unanswered, 1);
        // its answer was given up, and counted: no other comes
        assert_eq!(turn(&mut live, false, true), live_answer(None));
        assert_eq!(live.unanswered, 1);
        // stored pictures are answered as often as they are shown
        assert_eq!(turn(&mut live, true, true), ("bar30".into(), Some(0)));
        assert_eq!(turn(&mut live, false, true), ("bar30".into(), Some(0)));
    }
}
