//! What a stream may bring: everything.

use lissom::{Fixed16, Sheet, input::GreyImage, random::Pcg32};
use lissom_link::{
    Activity, Cause, Counters, Message, Picture, Receiver, Refusal, activity_bytes, picture_bytes,
};

const SIDE: usize = 24;
const BUFFER: usize = picture_bytes(40);

fn noise(random: &mut Pcg32, len: usize) -> Vec<u8> {
    (0..len).map(|_| random.next_u32() as u8).collect()
}

fn wire(picture: &Picture<'_>) -> Vec<u8> {
    picture.frame().bytes().collect()
}

/// A frame with its checksum made right, as bytes on the wire.
fn forged(mut frame: Vec<u8>) -> Vec<u8> {
    let sum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&frame);
    frame.extend_from_slice(&sum.to_le_bytes());
    let mut wire = vec![0; cobs::max_encoding_length(frame.len())];
    let used = cobs::encode(&frame, &mut wire);
    [&[0], &wire[..used], &[0]].concat()
}

/// The board's end, and what it did.
struct Board {
    receiver: Box<Receiver<BUFFER>>,
    retina: Sheet<Fixed16, SIDE>,
}

impl Board {
    fn new() -> Self {
        Self { receiver: Box::new(Receiver::new()), retina: Sheet::new() }
    }

    fn feed(&mut self, mut bytes: &[u8]) -> Vec<Result<u16, Refusal>> {
        let show = || self.receiver.show(&mut bytes, &mut self.retina);
        std::iter::from_fn(show).collect()
    }

    /// Feeds it bytes that it must drop, for one of the causes, and leave the retina alone.
    fn drops(&mut self, bytes: &[u8], causes: &[Cause]) {
        let (before, retina) = (self.receiver.counters(), self.retina.hash());
        let dropped = self.feed(bytes);
        for result in &dropped {
            let cause = result.expect_err("it is no good frame").cause;
            assert!(causes.contains(&cause), "{cause:?}");
        }
        let after = self.receiver.counters();
        assert_eq!(after.shown, before.shown);
        assert_eq!(after.dropped(), before.dropped() + dropped.len() as u32);
        assert_eq!(self.retina.hash(), retina);
    }

    /// Feeds it a good frame, after which nothing may be left of what was before.
    fn shows(&mut self, picture: &Picture<'_>) {
        let shown = self.receiver.counters().shown;
        let last = self.feed(&wire(picture)).pop();
        assert_eq!(last, Some(Ok(picture.sequence)));
        assert_eq!(self.receiver.counters().shown, shown + 1);
        let mut retina = Sheet::<Fixed16, SIDE>::new();
        let [width, height] = [picture.width, picture.height].map(usize::from);
        retina.show(&GreyImage::new(picture.pixels, width, height, width).expect("it is whole"));
        assert_eq!(self.retina, retina);
    }
}

fn count(cause: Cause, counters: Counters) -> u32 {
    match cause {
        Cause::Crc => counters.crc,
        Cause::Length => counters.length,
        Cause::Size => counters.size,
        Cause::Unknown => counters.unknown,
        Cause::Overrun => counters.overrun,
    }
}

#[test]
fn pictures_in_pieces_of_any_length_are_shown() {
    let mut random = Pcg32::new(1, 0);
    let mut board = Board::new();
    for sequence in 0..300 {
        let side = SIDE as u8 + (sequence % 17) as u8;
        let pixels = noise(&mut random, usize::from(side) * usize::from(side));
        let picture = Picture { sequence, width: side, height: side, pixels: &pixels };
        let (bytes, mut results) = (wire(&picture), Vec::new());
        let piece = 1 + random.next_u32() as usize % 80;
        bytes.chunks(piece).for_each(|piece| results.extend(board.feed(piece)));
        assert_eq!(results, [Ok(sequence)]);
    }
    assert_eq!(board.receiver.counters(), Counters { shown: 300, ..Counters::new() });
}

#[test]
fn activity_and_refusals_come_back_as_they_were() {
    let mut random = Pcg32::new(2, 0);
    let mut receiver = Receiver::<{ activity_bytes(SIDE as u8) }>::new();
    for sequence in 65_000..=u16::MAX {
        let mut v1 = Sheet::<Fixed16, SIDE>::new();
        let sparse = 1 + u32::from(sequence % 7);
        v1.fill_with(|_, _| match random.next_u32() {
            x if x % sparse == 0 => Fixed16::from_bits((x >> 17) as i16),
            _ => Fixed16::ZERO,
        });
        let mut counter = || random.next_u32();
        let counters = Counters {
            shown: counter(),
            crc: counter(),
            length: counter(),
            size: counter(),
            unknown: counter(),
            overrun: counter(),
        };
        let [cycles, clock] = [counter(), counter()];
        let sent = Activity { steps: 9, cycles, clock, counters, ..Activity::new(sequence, &v1) };
        let bytes: Vec<u8> = sent.frame().bytes().collect();
        let Some(Ok(Message::Activity(got))) = receiver.receive(&mut &bytes[..]) else {
            panic!("{sequence}")
        };
        assert_eq!((got.sequence, got.steps, got.side, got.hash), (sequence, 9, 24, v1.hash()));
        assert_eq!((got.cycles, got.clock, got.counters), (cycles, clock, counters));
        assert!(got.v1.iter().eq(v1.units().iter().copied()) && got.v1.len() == v1.units().len());

        let refusal = Refusal { sequence, cause: Cause::ALL[usize::from(sequence % 5)], counters };
        let bytes: Vec<u8> = refusal.frame().bytes().collect();
        assert!(matches!(
            receiver.receive(&mut &bytes[..]),
            Some(Ok(Message::Refusal(got))) if got == refusal
        ));
    }
}

#[test]
fn the_next_frame_after_a_cut_one_is_shown() {
    let mut random = Pcg32::new(3, 0);
    let pixels = noise(&mut random, SIDE * SIDE);
    let side = SIDE as u8;
    let picture = |sequence| Picture { sequence, width: side, height: side, pixels: &pixels };
    let whole = wire(&picture(1));
    let mut board = Board::new();
    for cut in 0..whole.len() - 1 {
        let before = board.receiver.counters().dropped();
        board.drops(&whole[..cut], &[]);
        board.shows(&picture(cut as u16));
        let dropped = u32::from(cut > 1); // the zero in front alone is no frame
        assert_eq!(board.receiver.counters().dropped(), before + dropped);

        // the stream itself was interrupted
        board.drops(&whole[..cut], &[]);
        assert_eq!(board.receiver.cut().is_some(), cut > 1);
        assert_eq!(board.receiver.cut(), None);
        board.shows(&picture(cut as u16));
    }
    // all but the zero behind is a whole frame: the next zero ends it
    assert_eq!(board.feed(&whole[..whole.len() - 1]), []);
    assert_eq!(board.feed(&wire(&picture(2))), [Ok(1), Ok(2)]);
    assert_eq!(board.receiver.counters().length, 2 * (whole.len() as u32 - 3));
}

#[test]
fn every_flipped_bit_is_found() {
    let mut random = Pcg32::new(4, 0);
    let side = SIDE as u8;
    let plain: Vec<u8> = (0..SIDE * SIDE).map(|i| if i % 50 == 0 { 9 } else { 0 }).collect();
    for pixels in [noise(&mut random, SIDE * SIDE), plain, vec![255; SIDE * SIDE]] {
        let picture = Picture { sequence: 3, width: side, height: side, pixels: &pixels };
        let mut bytes = wire(&picture);
        let mut board = Board::new();
        for bit in 0..8 * bytes.len() {
            bytes[bit / 8] ^= 1 << (bit % 8);
            let before = board.receiver.counters().dropped();
            board.drops(&bytes, &[Cause::Crc, Cause::Length, Cause::Unknown, Cause::Overrun]);
            board.shows(&picture);
            let dropped = board.receiver.counters().dropped() - before;
            assert!((1..=2).contains(&dropped), "bit {bit}: {dropped}");
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn each_cause_has_its_counter() {
    let side = SIDE as u8;
    let sized =
        |width, height, len| wire(&Picture { sequence: 5, width, height, pixels: &vec![77; len] });
    let frame = |version, kind, len: u32, payload: usize| {
        let head = [version, kind, 5, 0, side, side];
        forged([&head[..], &len.to_le_bytes(), &vec![1; payload]].concat())
    };
    let mut damaged = sized(side, side, 576);
    damaged[100] ^= 4;
    let v1 = Sheet::<Fixed16, SIDE>::new();
    for (bytes, cause) in [
        (damaged, Cause::Crc),
        (vec![0, 3, 1, 0], Cause::Length),
        (vec![0, 2, 1, 0], Cause::Length),
        (frame(1, 1, 576, 575), Cause::Length),
        (frame(1, 1, 576, 577), Cause::Length),
        (frame(1, 1, u32::MAX, 576), Cause::Length),
        (sized(0, 0, 0), Cause::Size),
        (sized(0, 9, 0), Cause::Size),
        (sized(side, side, 575), Cause::Size),
        (sized(side, side, 577), Cause::Size),
        (sized(side - 1, side - 1, 23 * 23), Cause::Size),
        (sized(side + 1, side, 25 * 24), Cause::Size),
        (frame(2, 1, 576, 576), Cause::Unknown),
        (frame(0, 1, 576, 576), Cause::Unknown),
        (frame(1, 0, 576, 576), Cause::Unknown),
        (frame(1, 4, 576, 576), Cause::Unknown),
        (Activity::new(5, &v1).frame().bytes().collect(), Cause::Unknown),
        (sized(41, 41, 41 * 41), Cause::Overrun),
        (sized(255, 255, 255 * 255), Cause::Overrun),
        ([&[0][..], &[1; 100_000], &[0]].concat(), Cause::Overrun),
        ([&[0][..], &[255; 100_000], &[0]].concat(), Cause::Overrun),
    ] {
        let mut board = Board::new();
        board.drops(&bytes, &[cause]);
        let counters = board.receiver.counters();
        assert_eq!((count(cause, counters), counters.dropped()), (1, 1), "{counters}");
        let pixels = [50; 40 * 40];
        board.shows(&Picture { sequence: 6, width: 40, height: 40, pixels: &pixels });
        assert_eq!(board.receiver.counters().dropped(), 1);
    }
    // who takes messages as they are gets no picture with false sizes either
    for bytes in [sized(0, 9, 0), sized(side, side, 575), sized(side, side, 577)] {
        let mut receiver = Receiver::<BUFFER>::new();
        let dropped = receiver.receive(&mut &bytes[..]);
        assert!(matches!(dropped, Some(Err(Refusal { cause: Cause::Size, sequence: 5, .. }))));
    }
    // the header tells whose a frame was, even one too long
    let mut board = Board::new();
    let refusal = board.feed(&sized(60, 60, 3600))[0].expect_err("it is too long");
    assert_eq!((refusal.sequence, refusal.counters.overrun), (5, 1));
}

/// Millions of bytes of noise, of all kinds, with a good frame now and then.
#[test]
fn noise_never_stops_it() {
    let mut random = Pcg32::new(5, 0);
    let (mut board, mut fed, mut sequence) = (Board::new(), 0, 0_u16);
    let mut host = Box::new(Receiver::<{ activity_bytes(255) }>::new());
    let mut least = Receiver::<{ picture_bytes(0) }>::new();
    let side = SIDE as u8;
    let causes = Cause::ALL;
    while fed < 4_000_000 {
        let len = random.next_u32() as usize % 6000;
        let mut bytes = noise(&mut random, len);
        match random.next_u32() % 4 {
            0 => bytes.iter_mut().for_each(|byte| *byte %= 3),
            1 => bytes.iter_mut().for_each(|byte| *byte |= 1),
            2 => {
                let pixels = bytes.iter().copied().cycle().take(576).collect::<Vec<_>>();
                if pixels.len() == 576 {
                    let head = [1, 1, 0, 0, side, side, 64, 2, 0, 0];
                    bytes = forged([&head[..], &pixels].concat());
                    let hit = random.next_u32() as usize % bytes.len();
                    bytes[hit] = bytes[hit].wrapping_add(1 + (random.next_u32() % 255) as u8);
                }
            }
            _ => {}
        }
        fed += bytes.len();
        let (mut rest, mut again) = (&bytes[..], &bytes[..]);
        while host.receive(&mut rest).is_some() {}
        while least.receive(&mut again).is_some() {}
        assert!(rest.is_empty() && again.is_empty());
        board.drops(&bytes, &causes);
        sequence = sequence.wrapping_add(1);
        let pixels = noise(&mut random, 576);
        board.shows(&Picture { sequence, width: side, height: side, pixels: &pixels });
    }
    let counters = board.receiver.counters();
    println!("{fed} bytes: {counters}");
    assert!(counters.crc > 100 && counters.length > 10_000 && counters.overrun > 100);
    assert_eq!((counters.size, counters.unknown), (0, 0));
}
