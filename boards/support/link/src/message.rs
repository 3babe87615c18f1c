//! What is said: pictures, activity, refusals.

use crate::{
    counters::{Cause, Counters},
    frame::{BEFORE_V1, CHECKSUM, Frame, HEADER, VERSION, checksum},
    units::{Data, Units},
};
use lissom::{Fixed16, Sheet, SheetOf, input::GreyImage, number, side::Side};

const PICTURE: u8 = 1;
const ACTIVITY: u8 = 2;
const REFUSAL: u8 = 3;

/// A good frame's content.
#[derive(Debug, Clone, Copy)]
pub enum Message<'a> {
    /// To be put on the retina.
    Picture(Picture<'a>),
    /// What a picture led to.
    Activity(Activity<'a>),
    /// A frame that the board dropped.
    Refusal(Refusal),
}

/// A grey picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The host's number for it.
    pub sequence: u16,
    /// Pixels in a row.
    pub width: u8,
    /// Rows.
    pub height: u8,
    /// Row by row, 0 black; the receiver drops it if these are not width · height.
    pub pixels: &'a [u8],
}

impl<'a> Picture<'a> {
    /// The picture to be sent.
    pub fn frame(&self) -> Frame<'a> {
        let size = [self.width, self.height];
        Frame::new(PICTURE, self.sequence, size, &[], Data::Bytes(self.pixels))
    }

    /// Shows it on a retina, each cell the mean of its box of pixels ([`SheetOf::show`]).
    ///
    /// # Errors
    ///
    /// [`Cause::Size`] unless it is square with at least a pixel for each cell; the retina then is
    /// as it was.
    pub fn show<A: number::Activity, S: Side>(
        &self,
        retina: &mut SheetOf<A, S>,
    ) -> Result<(), Cause> {
        let [width, height] = [self.width, self.height].map(usize::from);
        if width != height || width < retina.side().get() || self.pixels.len() != width * height {
            return Err(Cause::Size);
        }
        let image = GreyImage::new(self.pixels, width, height, width);
        retina.show(&image.map_err(|_| Cause::Size)?);
        Ok(())
    }
}

/// Settled activity.
#[derive(Debug, Clone, Copy)]
pub struct Activity<'a> {
    /// That of the picture that led to it.
    pub sequence: u16,
    /// Settling steps.
    pub steps: u16,
    /// Units in a row of V1.
    pub side: u8,
    /// V1's [`SheetOf::hash`].
    pub hash: u32,
    /// Cycles that settling took, 0 if not measured.
    pub cycles: u32,
    /// Cycles a second, 0 if not known.
    pub clock: u32,
    /// The board's.
    pub counters: Counters,
    /// V1.
    pub v1: Units<'a>,
}

impl<'a> Activity<'a> {
    /// A sheet with its hash; all other numbers are 0. Sides above 255 do not compile.
    pub fn new<const SIDE: usize>(sequence: u16, v1: &'a Sheet<Fixed16, SIDE>) -> Self {
        const { assert!(SIDE <= u8::MAX as usize, "a side is sent as one byte") };
        Self {
            sequence,
            steps: 0,
            side: SIDE as u8,
            hash: v1.hash(),
            cycles: 0,
            clock: 0,
            counters: Counters::new(),
            v1: Units(Data::Numbers(v1.units())),
        }
    }

    /// The activity to be sent.
    pub fn frame(&self) -> Frame<'a> {
        let mut before = [0; BEFORE_V1];
        let [hash, cycles, clock] = [self.hash, self.cycles, self.clock].map(u32::to_le_bytes);
        let (steps, counters) = (self.steps.to_le_bytes(), self.counters.to_bytes());
        let parts = [&hash[..], &cycles, &clock, &steps, &counters];
        for (place, &byte) in before.iter_mut().zip(parts.into_iter().flatten()) {
            *place = byte;
        }
        Frame::new(ACTIVITY, self.sequence, [self.side; 2], &before, self.v1.0)
    }

    fn read(header: &Header, payload: &'a [u8]) -> Option<Self> {
        let (&hash, rest) = payload.split_first_chunk()?;
        let (&cycles, rest) = rest.split_first_chunk()?;
        let (&clock, rest) = rest.split_first_chunk()?;
        let (&steps, rest) = rest.split_first_chunk()?;
        let (counters, v1) = rest.split_first_chunk()?;
        let side = header.width;
        let fits = header.height == side && v1.len() == 2 * usize::from(side).pow(2);
        fits.then_some(Self {
            sequence: header.sequence,
            steps: u16::from_le_bytes(steps),
            side,
            hash: u32::from_le_bytes(hash),
            cycles: u32::from_le_bytes(cycles),
            clock: u32::from_le_bytes(clock),
            counters: Counters::from_bytes(counters),
            v1: Units(Data::Bytes(v1)),
        })
    }
}

/// What a board answers to a frame that it dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Refusal {
    /// What stood where the sequence stands, wrong if that was damaged; 0 if there was nothing.
    pub sequence: u16,
    /// Why.
    pub cause: Cause,
    /// The board's, this frame included.
    pub counters: Counters,
}

impl Refusal {
    /// The refusal to be sent.
    pub fn frame(&self) -> Frame<'static> {
        let mut before = [self.cause as u8; 1 + Counters::BYTES];
        for (place, byte) in before.iter_mut().skip(1).zip(self.counters.to_bytes()) {
            *place = byte;
        }
        Frame::new(REFUSAL, self.sequence, [0; 2], &before, Data::Bytes(&[]))
    }

    fn read(header: &Header, payload: &[u8]) -> Option<Self> {
        let (&cause, counters) = payload.split_first()?;
        Some(Self {
            sequence: header.sequence,
            cause: Cause::from_byte(cause)?,
            counters: Counters::from_bytes(counters.try_into().ok()?),
        })
    }
}

struct Header {
    version: u8,
    kind: u8,
    sequence: u16,
    width: u8,
    height: u8,
    len: u32,
}

impl Header {
    const fn read(bytes: &[u8; HEADER]) -> Self {
        let [version, kind, s0, s1, width, height, l0, l1, l2, l3] = *bytes;
        let sequence = u16::from_le_bytes([s0, s1]);
        Self { version, kind, sequence, width, height, len: u32::from_le_bytes([l0, l1, l2, l3]) }
    }
}

impl<'a> Message<'a> {
    /// The message of a frame without its COBS.
    pub(crate) fn read(frame: &'a [u8]) -> Result<Self, Cause> {
        let (body, sum) = frame.split_last_chunk::<CHECKSUM>().ok_or(Cause::Length)?;
        let (header, payload) = body.split_first_chunk().ok_or(Cause::Length)?;
        let header = Header::read(header);
        if usize::try_from(header.len) != Ok(payload.len()) {
            return Err(Cause::Length);
        }
        if checksum(body) != u32::from_le_bytes(*sum) {
            return Err(Cause::Crc);
        }
        if header.version != VERSION {
            return Err(Cause::Unknown);
        }
        let Header { sequence, width, height, .. } = header;
        let pixels = usize::from(width) * usize::from(height);
        let message = match header.kind {
            PICTURE if payload.len() == pixels && pixels > 0 => {
                Some(Self::Picture(Picture { sequence, width, height, pixels: payload }))
            }
            PICTURE => None,
            ACTIVITY => Activity::read(&header, payload).map(Self::Activity),
            REFUSAL => Refusal::read(&header, payload).map(Self::Refusal),
            _ => return Err(Cause::Unknown),
        };
        message.ok_or(Cause::Size)
    }
}
