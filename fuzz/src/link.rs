//! The live retina's receiver: from any bytes in pieces of any length it takes exactly the frames
//! that are good by a decoder written for this test, each between garbage, and drops all others.
//!
//! An input is a sequence of good frames, damaged ones, and garbage, then the pieces' lengths.

use crate::input::Input;
use crc::{CRC_32_ISO_HDLC, Crc};
use lissom::{Fixed16, Sheet, random::Pcg32};
use lissom_link::{
    Activity, CHECKSUM, Cause, Counters, HEADER, Message, Picture, Receiver, Refusal, VERSION,
    activity_bytes, picture_bytes,
};

/// The longest frame that the receiver takes.
const LONGEST: usize = picture_bytes(9);
const SIDE: usize = 3;
const _: () = assert!(LONGEST >= activity_bytes(SIDE as u8));

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (piece, items) = (1 + input.below(80), input.below(24));
    let (mut stream, mut good) = (Vec::new(), Vec::new());
    for _ in 0..items {
        match input.below(6) {
            0 => stream.extend_from_slice(input.rest_of_line()),
            1 => stream.extend(forged(&mut input)),
            2 => stream.extend(damaged(frame(&mut input), &mut input)),
            _ => {
                let frame = frame(&mut input);
                stream.extend_from_slice(&frame);
                good.push(frame);
            }
        }
    }
    stream.extend_from_slice(input.rest());
    let expected: Vec<_> = frames(&stream).map(judge).collect();
    check_received(&stream, piece, &expected, good);
    check_shown(&stream, piece, &expected);
}

impl<'a> Input<'a> {
    /// Garbage: a length, and as many bytes.
    fn rest_of_line(&mut self) -> &'a [u8] {
        let len = self.any::<u8>().into();
        self.piece(len)
    }
}

/// A good frame on the wire.
fn frame(input: &mut Input<'_>) -> Vec<u8> {
    let mut random = Pcg32::new(input.any::<u8>().into(), 0);
    let sequence = random.next_u32() as u16;
    let mut counter = || random.next_u32() >> 8;
    match input.below(4) {
        0 => {
            let mut v1 = Sheet::<Fixed16, SIDE>::new();
            v1.fill_with(|_, _| Fixed16::from_bits((counter() >> 9) as i16));
            let [cycles, clock] = [counter(), counter()];
            let counters = Counters { shown: counter(), crc: counter(), ..Counters::new() };
            let sent =
                Activity { steps: 9, cycles, clock, counters, ..Activity::new(sequence, &v1) };
            sent.frame().bytes().collect()
        }
        1 => {
            let counters = Counters { overrun: counter(), ..Counters::new() };
            let cause = Cause::ALL[counter() as usize % Cause::ALL.len()];
            Refusal { sequence, cause, counters }.frame().bytes().collect()
        }
        _ => {
            let [width, height] = [1, 1].map(|least| least + input.below(9) as u8);
            let zeros = 1 + counter() % 4;
            let mut pixels = vec![0; usize::from(width) * usize::from(height)];
            pixels.fill_with(|| if counter() % zeros > 0 { 0 } else { counter() as u8 });
            Picture { sequence, width, height, pixels: &pixels }.frame().bytes().collect()
        }
    }
}

/// A frame of any contents with a right checksum, and often with a right length.
fn forged(input: &mut Input<'_>) -> Vec<u8> {
    let mut frame = input.rest_of_line().to_vec();
    if input.flag() && frame.len() >= HEADER {
        let len = (frame.len() - HEADER) as u32;
        frame[6..HEADER].copy_from_slice(&len.to_le_bytes());
        frame[0] = VERSION;
    }
    frame.extend_from_slice(&checksum(&frame).to_le_bytes());
    let mut wire = vec![0; cobs::max_encoding_length(frame.len())];
    let used = cobs::encode(&frame, &mut wire);
    [&[0], &wire[..used], &[0]].concat()
}

/// The frame with a few of its bits flipped, or with its end missing.
fn damaged(mut frame: Vec<u8>, input: &mut Input<'_>) -> Vec<u8> {
    for _ in 0..input.below(4) {
        let bit = input.below(frame.len() * 8);
        frame[bit / 8] ^= 1 << (bit % 8);
    }
    if input.flag() {
        frame.truncate(input.below(frame.len()));
    }
    frame
}

fn checksum(bytes: &[u8]) -> u32 {
    Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(bytes)
}

/// What stands between zeros; behind the last one the frame may go on.
fn frames(stream: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut all: Vec<_> = stream.split(|&byte| byte == 0).collect();
    all.pop();
    all.into_iter().filter(|frame| !frame.is_empty())
}

/// The frame without its COBS if it is good, or why not.
fn judge(mut coded: &[u8]) -> Result<Vec<u8>, Cause> {
    let (mut frame, mut whole) = (Vec::new(), true);
    while let Some((&code, rest)) = coded.split_first() {
        let run = usize::from(code) - 1;
        whole = run <= rest.len();
        let (now, later) = rest.split_at(run.min(rest.len()));
        frame.extend_from_slice(now);
        if code < 255 && !later.is_empty() {
            frame.push(0);
        }
        coded = later;
    }
    if frame.len() > LONGEST {
        return Err(Cause::Overrun);
    }
    let Some((header, rest)) = frame.split_first_chunk::<HEADER>().filter(|_| whole) else {
        return Err(Cause::Length);
    };
    let &[version, kind, _, _, width, height, l0, l1, l2, l3] = header;
    let len = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
    if rest.len() < CHECKSUM || rest.len() - CHECKSUM != len {
        return Err(Cause::Length);
    }
    let (body, sum) = frame.split_at(frame.len() - CHECKSUM);
    if checksum(body).to_le_bytes() != sum {
        return Err(Cause::Crc);
    }
    let cells = usize::from(width) * usize::from(height);
    let right = match (version, kind) {
        (VERSION, 1) => cells > 0 && len == cells,
        (VERSION, 2) => width == height && len == 14 + 24 + 2 * cells,
        (VERSION, 3) => len == 1 + 24 && (1..=5).contains(&rest[0]),
        _ => return Err(Cause::Unknown),
    };
    if right { Ok(frame) } else { Err(Cause::Size) }
}

/// The bytes between the zeros of a message that is sent again.
fn sent_again(message: &Message<'_>) -> Vec<u8> {
    let wire: Vec<u8> = match message {
        Message::Picture(picture) => picture.frame().bytes().collect(),
        Message::Activity(activity) => activity.frame().bytes().collect(),
        Message::Refusal(refusal) => refusal.frame().bytes().collect(),
    };
    wire
}

fn check_received(
    stream: &[u8],
    piece: usize,
    expected: &[Result<Vec<u8>, Cause>],
    good: Vec<Vec<u8>>,
) {
    let mut receiver = Receiver::<LONGEST>::new();
    let mut good = good.into_iter().peekable();
    let mut next = expected.iter();
    let mut dropped = 0;
    for mut bytes in stream.chunks(piece) {
        while let Some(received) = receiver.receive(&mut bytes) {
            let expected = next.next().expect("there are no more frames");
            match (received, expected) {
                (Ok(message), Ok(frame)) => {
                    let wire = sent_again(&message);
                    // a refusal is sent without the sides, which its receiver does not read
                    let refusal = matches!(message, Message::Refusal(_));
                    let again = judge(&wire[1..wire.len() - 1]);
                    assert!(refusal || again.as_ref() == Ok(frame), "{message:?}");
                    good.next_if(|frame| *frame == wire);
                }
                (Err(refusal), Err(cause)) => {
                    dropped += 1;
                    assert_eq!((refusal.cause, refusal.counters.dropped()), (*cause, dropped));
                }
                (received, expected) => panic!("{received:?} instead of {expected:?}"),
            }
        }
    }
    assert_eq!(next.next(), None, "a frame was not seen");
    assert_eq!(good.next(), None, "a good frame was not received");
    assert_eq!(receiver.counters().dropped(), dropped);
    let cut = receiver.cut().is_some();
    assert_eq!(cut, stream.last().is_some_and(|&byte| byte != 0), "what is left of the stream");
}

fn check_shown(stream: &[u8], piece: usize, expected: &[Result<Vec<u8>, Cause>]) {
    let mut receiver = Receiver::<LONGEST>::new();
    let mut retina = Sheet::<Fixed16, SIDE>::new();
    let mut next = expected.iter();
    for mut bytes in stream.chunks(piece) {
        loop {
            let (before, shown) = (retina.clone(), receiver.counters().shown);
            let Some(received) = receiver.show(&mut bytes, &mut retina) else { break };
            let square = |frame: &[u8]| frame[1] == 1 && frame[4] == frame[5];
            let fits = |frame: &[u8]| square(frame) && usize::from(frame[4]) >= SIDE;
            match next.next().expect("there are no more frames") {
                Ok(frame) if fits(frame) => {
                    let sequence = u16::from_le_bytes([frame[2], frame[3]]);
                    assert_eq!((received, receiver.counters().shown), (Ok(sequence), shown + 1));
                }
                Ok(_) => {
                    let cause = received.expect_err("it does not fit the retina").cause;
                    assert!(matches!(cause, Cause::Size | Cause::Unknown), "{cause:?}");
                    assert_eq!(retina, before);
                }
                Err(cause) => {
                    assert_eq!(received.map_err(|refusal| refusal.cause), Err(*cause));
                    assert_eq!(retina, before);
                }
            }
        }
    }
    assert_eq!(next.next(), None);
}

/// Streams as they are sent, and as they may arrive.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("good", vec![63, 5, 3, 1, 2, 4, 4, 3, 2, 0, 3, 3, 1, 3, 4, 2, 8, 8, 4, 5, 3, 0, 0]),
        ("garbage", vec![7, 4, 3, 1, 2, 4, 4, 0, 5, 9, 0, 7, 1, 1, 3, 2, 2, 5, 5, 0, 2, 0, 77]),
        (
            "damaged",
            vec![16, 3, 2, 1, 2, 4, 4, 1, 40, 0, 3, 2, 2, 5, 5, 2, 3, 0, 2, 80, 0, 90, 0, 1],
        ),
        ("forged", [&[33, 1, 1, 14, 1, 1, 7, 0, 2, 2, 4, 0, 0, 0, 9, 8, 7, 6, 1][..]].concat()),
    ]
}
