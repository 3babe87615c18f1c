//! From a stream of bytes to messages.

use crate::{
    counters::{Cause, Counters},
    frame::{CHECKSUM, HEADER},
    message::{Message, Refusal},
};
use cobs::{DecodeResult, DecoderState};
use lissom::{SheetOf, number, side::Side};

/// One end of a stream: finds the frames in it, and keeps count of what it had to drop.
///
/// `N` is the longest frame that it can take, [`picture_bytes`](crate::picture_bytes) or
/// [`activity_bytes`](crate::activity_bytes). It may lie in a `static`; it never waits, and no
/// input makes it panic. Cost: a few operations a byte, and one pass over the frame at its end.
#[derive(Debug)]
pub struct Receiver<const N: usize> {
    decoder: DecoderState,
    /// Bytes since the last zero, without COBS; what exceeds the buffer is only counted.
    len: usize,
    buffer: [u8; N],
    counters: Counters,
}

impl<const N: usize> Receiver<N> {
    /// At the beginning of a stream. A buffer too short for any frame does not compile.
    pub const fn new() -> Self {
        const { assert!(N >= HEADER + CHECKSUM, "no frame fits: see picture_bytes") };
        Self { decoder: DecoderState::Idle, len: 0, buffer: [0; N], counters: Counters::new() }
    }

    /// What became of the frames so far.
    pub const fn counters(&self) -> Counters {
        self.counters
    }

    /// Takes bytes off the front up to the end of a frame, and returns its message, or that it was
    /// dropped. `None` if the bytes are used up; the frame goes on with the next ones.
    pub fn receive(&mut self, bytes: &mut &[u8]) -> Option<Result<Message<'_>, Refusal>> {
        let whole = self.take(bytes)?;
        let Self { len, buffer, counters, .. } = self;
        let frame = received(buffer, *len);
        let message = whole.and_then(|()| Message::read(frame));
        Some(message.map_err(|cause| refuse(counters, frame, cause)))
    }

    /// The same for a board: puts a picture on the retina, and returns its sequence. Everything
    /// else is dropped and leaves the retina as it was; the refusal is the answer.
    pub fn show<A: number::Activity, S: Side>(
        &mut self,
        bytes: &mut &[u8],
        retina: &mut SheetOf<A, S>,
    ) -> Option<Result<u16, Refusal>> {
        let whole = self.take(bytes)?;
        let frame = received(&self.buffer, self.len);
        let shown = whole.and_then(|()| match Message::read(frame)? {
            Message::Picture(picture) => picture.show(retina).map(|()| picture.sequence),
            Message::Activity(_) | Message::Refusal(_) => Err(Cause::Unknown),
        });
        Some(match shown {
            Ok(sequence) => {
                self.counters.count_shown();
                Ok(sequence)
            }
            Err(cause) => Err(refuse(&mut self.counters, frame, cause)),
        })
    }

    /// The stream was interrupted: what has come of a frame is dropped.
    pub fn cut(&mut self) -> Option<Refusal> {
        if let DecoderState::Idle = core::mem::take(&mut self.decoder) {
            return None;
        }
        let cause = self.broken();
        Some(refuse(&mut self.counters, received(&self.buffer, self.len), cause))
    }

    /// Why a frame that ends here is not whole.
    const fn broken(&self) -> Cause {
        if self.len > N { Cause::Overrun } else { Cause::Length }
    }

    /// Takes bytes up to the end of a frame that fits.
    fn take(&mut self, bytes: &mut &[u8]) -> Option<Result<(), Cause>> {
        while let Some((&byte, rest)) = bytes.split_first() {
            *bytes = rest;
            match self.decoder.feed(byte) {
                Ok(DecodeResult::NoData) => {}
                Ok(DecodeResult::DataStart) => self.len = 0,
                Ok(DecodeResult::DataContinue(byte)) => {
                    if let Some(place) = self.buffer.get_mut(self.len) {
                        *place = byte;
                    }
                    self.len = self.len.saturating_add(1);
                }
                Ok(DecodeResult::DataComplete) if self.len <= N => return Some(Ok(())),
                Ok(DecodeResult::DataComplete) | Err(_) => return Some(Err(self.broken())),
            }
        }
        None
    }
}

impl<const N: usize> Default for Receiver<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// As much of a frame as the buffer holds.
fn received(buffer: &[u8], len: usize) -> &[u8] {
    buffer.get(..len).unwrap_or(buffer)
}

fn refuse(counters: &mut Counters, frame: &[u8], cause: Cause) -> Refusal {
    counters.count(cause);
    let sequence = match frame {
        [_, _, low, high, ..] => u16::from_le_bytes([*low, *high]),
        _ => 0,
    };
    Refusal { sequence, cause, counters: *counters }
}
