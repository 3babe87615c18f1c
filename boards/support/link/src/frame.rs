//! A message on its way out, encoded byte by byte from where its parts lie.

use crate::{counters::Counters, units::Data};
use crc::{CRC_32_ISO_HDLC, Crc};

/// The layout that is spoken here.
pub const VERSION: u8 = 1;

/// A frame's bytes before its payload.
pub const HEADER: usize = 10;

/// An activity's bytes between header and V1.
pub const BEFORE_V1: usize = 14 + Counters::BYTES;

/// A frame's bytes after its payload.
pub const CHECKSUM: usize = 4;

static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// CRC-32 of bytes that lie together.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

/// The longest header with what stands in a payload before the sheet.
const BEFORE: usize = HEADER + BEFORE_V1;

/// A COBS block's most bytes without a zero.
const BLOCK: usize = 254;

/// A frame: some 80 bytes, and the borrowed sheet or picture. Making one costs a pass over it for
/// the checksum.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    before: [u8; BEFORE],
    before_len: usize,
    data: Data<'a>,
    checksum: [u8; CHECKSUM],
}

impl<'a> Frame<'a> {
    /// A frame whose payload begins with `before`, at most [`BEFORE_V1`] bytes, and goes on with
    /// `data`.
    pub(crate) fn new(
        kind: u8,
        sequence: u16,
        size: [u8; 2],
        before: &[u8],
        data: Data<'a>,
    ) -> Self {
        let len = (before.len() + data.len()) as u32;
        let mut frame = Self { before: [0; BEFORE], before_len: 0, data, checksum: [0; CHECKSUM] };
        for part in
            [&[VERSION, kind][..], &sequence.to_le_bytes(), &size, &len.to_le_bytes(), before]
        {
            for (place, &byte) in frame.before.iter_mut().skip(frame.before_len).zip(part) {
                *place = byte;
            }
            frame.before_len += part.len();
        }
        let mut digest = CRC.digest();
        digest.update(frame.before.get(..frame.before_len).unwrap_or_default());
        match data {
            Data::Bytes(bytes) => digest.update(bytes),
            Data::Numbers(numbers) => {
                numbers.iter().for_each(|number| digest.update(&number.to_bits().to_le_bytes()));
            }
        }
        frame.checksum = digest.finalize().to_le_bytes();
        frame
    }

    /// Bytes before COBS.
    const fn len(&self) -> usize {
        self.before_len + self.data.len() + CHECKSUM
    }

    fn byte(&self, at: usize) -> u8 {
        let Some(behind) = at.checked_sub(self.before_len) else {
            return self.before.get(at).copied().unwrap_or(0);
        };
        match behind.checked_sub(self.data.len()) {
            None => self.data.byte(behind),
            Some(behind) => self.checksum.get(behind).copied().unwrap_or(0),
        }
    }

    /// How many bytes from there on are not zero, up to a block.
    fn run(&self, from: usize) -> u8 {
        let end = self.len().min(from + BLOCK);
        (from..end).take_while(|&at| self.byte(at) != 0).count() as u8
    }

    /// All bytes on the wire, from zero to zero.
    pub const fn bytes(&self) -> Bytes<'_, 'a> {
        Bytes { frame: self, at: 0, part: Part::Begin }
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    /// The zero in front.
    Begin,
    /// A block's length plus 1.
    Code,
    /// What is left of a block, and whether a zero that is not sent comes after it.
    Block(u8, bool),
    /// The zero behind.
    End,
    Done,
}

/// A frame's bytes on the wire, computed as they are asked for: each is looked at once for the
/// length of its COBS block and once more to be sent.
#[derive(Debug, Clone)]
pub struct Bytes<'f, 'a> {
    frame: &'f Frame<'a>,
    at: usize,
    part: Part,
}

impl Bytes<'_, '_> {
    /// Fills a packet as far as bytes are left. Returns how many it holds; 0 if all were sent. USB
    /// wants an empty packet after a last one that is full.
    pub fn fill(&mut self, packet: &mut [u8]) -> usize {
        packet.iter_mut().zip(self).map(|(place, byte)| *place = byte).count()
    }

    /// What comes after a block.
    const fn after(&mut self, zero: bool) -> Part {
        if self.at == self.frame.len() {
            return Part::End;
        }
        self.at += zero as usize;
        Part::Code
    }
}

impl Iterator for Bytes<'_, '_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (byte, part) = match self.part {
            Part::Begin => (0, Part::Code),
            Part::Code => {
                let run = self.frame.run(self.at);
                let zero = usize::from(run) < BLOCK;
                (run + 1, if run == 0 { self.after(zero) } else { Part::Block(run, zero) })
            }
            Part::Block(left, zero) => {
                let byte = self.frame.byte(self.at);
                self.at += 1;
                (byte, if left == 1 { self.after(zero) } else { Part::Block(left - 1, zero) })
            }
            Part::End => (0, Part::Done),
            Part::Done => return None,
        };
        self.part = part;
        Some(byte)
    }
}

impl core::iter::FusedIterator for Bytes<'_, '_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{Fixed16, random::Pcg32};
    use std::vec::Vec;

    fn plain(frame: &Frame<'_>) -> Vec<u8> {
        (0..frame.len()).map(|at| frame.byte(at)).collect()
    }

    /// Against the encoder of the crate `cobs`, which needs the frame in memory twice.
    #[test]
    fn encodes_as_cobs_does() {
        let mut random = Pcg32::new(1, 1);
        for len in (0..1200).chain([4096]) {
            let zeros = [2, 3, 30, 300, 100_000][len % 5];
            let mut byte = || (random.next_u32() % zeros) as u8;
            let bytes: Vec<u8> = (0..len).map(|_| byte()).collect();
            let numbers: Vec<_> = bytes
                .as_chunks()
                .0
                .iter()
                .map(|&pair| Fixed16::from_bits(i16::from_le_bytes(pair)))
                .collect();
            for data in [Data::Bytes(&bytes), Data::Numbers(&numbers)] {
                let frame = Frame::new(9, 0x0102, [3, 4], &bytes[..len.min(6)], data);
                let plain = plain(&frame);
                let (body, checksum) = plain.split_at(plain.len() - CHECKSUM);
                assert_eq!(crate::frame::checksum(body).to_le_bytes(), checksum);
                let mut reference = std::vec![0; cobs::max_encoding_length(plain.len()) + 1];
                let used = cobs::encode(&plain, &mut reference);
                let wire: Vec<u8> = frame.bytes().collect();
                let (begin, end) = (wire.first(), wire.last());
                assert_eq!((begin, end), (Some(&0), Some(&0)));
                let ours = &wire[1..wire.len() - 1];
                let mut back = std::vec![0; plain.len() + 1];
                // `cobs` ends a message of full blocks with an empty one, which need not be sent
                let report = cobs::decode(ours, &mut back).expect("it is COBS");
                assert_eq!(back[..report.frame_size()], plain);
                assert!(reference[..used] == *ours || reference[..used] == [ours, &[1]].concat());
            }
        }
    }

    #[test]
    fn packets_are_the_same_bytes() {
        let frame = Frame::new(1, 7, [30, 30], &[], Data::Bytes(&[0x55; 900]));
        let all: Vec<u8> = frame.bytes().collect();
        for size in [1, 7, 64, 2000] {
            let (mut bytes, mut packet, mut sent) = (frame.bytes(), std::vec![9; size], Vec::new());
            loop {
                match bytes.fill(&mut packet) {
                    0 => break,
                    len => sent.extend_from_slice(&packet[..len]),
                }
            }
            assert_eq!(sent, all);
        }
    }
}
