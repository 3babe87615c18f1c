//! Pictures for the show: from the port while there are any, stored ones else.

use crate::port::{Port, Wire};
use core::fmt::Write;
use heapless::String;
use lissom::{Fixed16, Sheet};
use lissom_demo::{Clock, Gallery, Picture, Pictures};
use lissom_link::{Activity, Counters, Frame, Receiver, activity_bytes, picture_bytes};

/// The side of the largest picture that a host may send.
const MOST_PIXELS: u8 = 64;

/// Bytes on the wire of a frame of `frame` bytes: with a code for each block, and the zeros around
/// it.
const fn on_wire(frame: usize) -> usize {
    frame + frame.div_ceil(254) + 2
}

/// Bytes on the wire of the longest frame that a host may send, which come one after the other.
pub const LONGEST: usize = on_wire(picture_bytes(MOST_PIXELS));

/// Bytes on the wire of an answer with a V1 of this side.
pub const fn answer_bytes(side: u8) -> usize {
    on_wire(activity_bytes(side))
}

/// Milliseconds in which a frame that has begun must go on, and a host that is there reads.
const PATIENCE: u32 = 250;

const LIVE: &str = "live";

/// The source of pictures, and the answers. `SIDE` is that of retina and V1.
#[derive(Debug)]
pub struct Live<'a, W, C, const SIDE: usize> {
    port: &'a Port<W>,
    clock: C,
    gallery: Gallery<SIDE>,
    /// Settling steps.
    steps: u16,
    receiver: Receiver<{ picture_bytes(MOST_PIXELS) }>,
    retina: Sheet<Fixed16, SIDE>,
    /// V1, as it is sent.
    v1: Sheet<Fixed16, SIDE>,
    /// The live picture that is being shown.
    sequence: Option<u16>,
    answered: bool,
    note: String<24>,
    /// Answers that nobody has read.
    pub unanswered: u32,
}

impl<'a, W: Wire, C: Clock, const SIDE: usize> Live<'a, W, C, SIDE> {
    /// Shows the stored pictures until one comes. `steps` are those that V1 settles, and the show's
    /// clock has the ticks of this one.
    pub const fn new(port: &'a Port<W>, clock: C, gallery: Gallery<SIDE>, steps: u16) -> Self {
        Self {
            port,
            clock,
            gallery,
            steps,
            receiver: Receiver::new(),
            retina: Sheet::new(),
            v1: Sheet::new(),
            sequence: None,
            answered: false,
            note: String::new(),
            unanswered: 0,
        }
    }

    /// What became of the frames so far.
    pub const fn counters(&self) -> Counters {
        self.receiver.counters()
    }

    /// Reads until a good picture is on the retina, or nothing more comes. Refuses other frames.
    fn arrive(&mut self) -> Option<u16> {
        let (port, mut begun) = (self.port, false);
        let mut since = self.clock.ticks();
        loop {
            if port.is_ready() {
                begun = true;
                since = self.clock.ticks();
                let Self { receiver, retina, .. } = self;
                match port.read(|bytes| receiver.show(bytes, retina)) {
                    Some(Ok(sequence)) => return Some(sequence),
                    Some(Err(refusal)) => {
                        send(port, &mut self.clock, &refusal.frame());
                        begun = false; // that was its end
                    }
                    None => {}
                }
            } else if !begun || is_late(&mut self.clock, since) {
                if let Some(refusal) = self.receiver.cut() {
                    send(port, &mut self.clock, &refusal.frame());
                }
                return None;
            }
        }
    }

    fn next(&mut self) {
        self.answered = false;
        self.sequence = self.arrive();
        if self.sequence.is_none() {
            self.gallery.look(true);
        }
        self.note.clear();
        let dropped = self.counters().dropped();
        if dropped > 0 {
            let _ = write!(self.note, "dropped {dropped}"); // it fits: 8 and at most 10 characters
        }
    }
}

impl<W: Wire, C: Clock, const SIDE: usize> Pictures<SIDE> for Live<'_, W, C, SIDE> {
    fn look(&mut self, next: bool) -> Picture<'_, SIDE> {
        if next {
            self.next();
        }
        match self.sequence {
            Some(_) => Picture { name: LIVE, retina: &self.retina, note: &self.note },
            None => self.gallery.look(false),
        }
    }

    /// Answers a live picture, once: it may be looked at again in another view.
    fn settled(&mut self, ticks: u32, v1: &[Fixed16]) {
        let Some(sequence) = self.sequence else { return };
        if core::mem::replace(&mut self.answered, true) {
            return;
        }
        for (place, &unit) in self.v1.units_mut().iter_mut().zip(v1) {
            *place = unit;
        }
        let activity = Activity {
            steps: self.steps,
            cycles: ticks,
            clock: 1000 * C::TICKS_PER_MILLISECOND,
            counters: self.receiver.counters(),
            ..Activity::new(sequence, &self.v1)
        };
        if !send(self.port, &mut self.clock, &activity.frame()) {
            self.unanswered = self.unanswered.wrapping_add(1);
        }
    }
}

/// Whether the patience is used up.
fn is_late<C: Clock>(clock: &mut C, since: u32) -> bool {
    clock.ticks().wrapping_sub(since) >= PATIENCE * C::TICKS_PER_MILLISECOND
}

/// Whether the host has taken all of a frame; gives up when it takes nothing for a while.
fn send<W: Wire, C: Clock>(port: &Port<W>, clock: &mut C, frame: &Frame<'_>) -> bool {
    for byte in frame.bytes() {
        let since = clock.ticks();
        while !port.write(byte) {
            if is_late(clock, since) {
                return false;
            }
        }
    }
    port.flush();
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom_demo::Stimulus;
    use lissom_link::Message;
    use std::{cell::RefCell, collections::VecDeque, rc::Rc, vec::Vec};

    static STORED: [Stimulus<8>; 4] = lissom_demo::stimuli();

    #[derive(Default)]
    struct Ends {
        to_board: VecDeque<u8>,
        to_host: Vec<u8>,
        deaf: bool,
    }

    #[derive(Clone, Default)]
    struct Cable(Rc<RefCell<Ends>>);

    impl Wire for Cable {
        fn read(&mut self) -> Option<u8> {
            self.0.borrow_mut().to_board.pop_front()
        }

        fn write(&mut self, byte: u8) -> bool {
            let mut ends = self.0.borrow_mut();
            if !ends.deaf {
                ends.to_host.push(byte);
            }
            !ends.deaf
        }

        fn flush(&mut self) {}
    }

    /// A millisecond passes with each look.
    struct Watch(u32);

    impl Clock for Watch {
        const TICKS_PER_MILLISECOND: u32 = 1;

        fn ticks(&mut self) -> u32 {
            self.0 += 1;
            self.0
        }
    }

    impl Cable {
        fn send(&self, sequence: u16, damaged: bool) {
            let pixels = [7 * sequence as u8; 64];
            let picture = lissom_link::Picture { sequence, width: 8, height: 8, pixels: &pixels };
            let mut bytes: Vec<u8> = picture.frame().bytes().collect();
            if damaged {
                bytes[40] ^= 1;
            }
            self.0.borrow_mut().to_board.extend(bytes);
        }

        /// Sequences of answers, and causes of refusals by name.
        fn heard(&self) -> Vec<Result<u16, &'static str>> {
            let bytes = core::mem::take(&mut self.0.borrow_mut().to_host);
            let (mut receiver, mut rest) = (Receiver::<{ activity_bytes(8) }>::new(), &bytes[..]);
            let mut heard = Vec::new();
            while let Some(message) = receiver.receive(&mut rest) {
                heard.push(match message {
                    Ok(Message::Activity(activity)) => Ok(activity.sequence),
                    Ok(Message::Refusal(refusal)) => Err(refusal.cause.name()),
                    other => panic!("{other:?}"),
                });
            }
            heard
        }
    }

    /// Without zeros, COBS adds most.
    #[test]
    fn frames_are_no_longer_on_the_wire_than_said() {
        let most = usize::from(MOST_PIXELS);
        let pixels = std::vec![255; most * most];
        let (width, height) = (MOST_PIXELS, MOST_PIXELS);
        let picture = lissom_link::Picture { sequence: !0, width, height, pixels: &pixels };
        assert!((LONGEST - 3..=LONGEST).contains(&picture.frame().bytes().count()));
        let mut v1 = Sheet::<Fixed16, 25>::new();
        v1.units_mut().fill(Fixed16::from_bits(0x7fff));
        let answer = Activity::new(!0, &v1).frame().bytes().count();
        assert!((answer_bytes(25) - 3..=answer_bytes(25)).contains(&answer));
    }

    #[test]
    fn each_good_picture_is_answered_once_and_each_bad_one_refused() {
        let (cable, v1) = (Cable::default(), [Fixed16::from_num(0.5); 64]);
        let port = Port::new(cable.clone());
        let mut live = Live::<_, _, 8>::new(&port, Watch(0), Gallery::new(&STORED), 9);
        let mut turn = |next| {
            let name = std::string::String::from(live.look(next).name);
            live.settled(1, &v1);
            name
        };
        assert_eq!((turn(false), cable.heard()), ("gaussian".into(), std::vec![]));
        cable.send(3, false);
        cable.send(4, true);
        cable.send(5, false);
        assert_eq!((turn(true), cable.heard()), ("live".into(), std::vec![Ok(3)]));
        assert_eq!((turn(false), cable.heard()), ("live".into(), std::vec![])); // in another view
        assert_eq!((turn(true), cable.heard()), ("live".into(), std::vec![Err("crc"), Ok(5)]));
        // a button
        assert_eq!((turn(true), cable.heard()), ("bar30".into(), std::vec![]));
        // the program is gone in the middle of a frame
        cable.send(6, false);
        cable.0.borrow_mut().to_board.truncate(30);
        assert_eq!((turn(true), cable.heard()), ("bar120".into(), std::vec![Err("length")]));
        // nobody reads
        cable.0.borrow_mut().deaf = true;
        cable.send(7, false);
        assert_eq!(turn(true), "live");
        assert_eq!(live.unanswered, 1);
        cable.0.borrow_mut().deaf = false;
        assert_eq!(live.counters().shown, 3);
        assert_eq!(live.counters().dropped(), 2);
    }
}
