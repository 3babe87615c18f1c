//! What became of the frames.

/// Why a frame was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(u8)]
pub enum Cause {
    /// Its checksum is wrong.
    Crc = 1,
    /// It was cut, or is not as long as it says.
    Length = 2,
    /// Its sheet has no pixels or not as many as it says, or is not square, or the retina has more
    /// cells.
    Size = 3,
    /// It is of a version or kind that is not spoken here.
    Unknown = 4,
    /// It is longer than the receiver's buffer.
    Overrun = 5,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Crc, Self::Length, Self::Size, Self::Unknown, Self::Overrun];

    /// One word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crc => "crc",
            Self::Length => "length",
            Self::Size => "size",
            Self::Unknown => "unknown",
            Self::Overrun => "overrun",
        }
    }

    pub(crate) fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|&cause| cause as u8 == byte)
    }
}

/// How many frames were shown, and how many dropped for each [`Cause`]. They stop at `u32::MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Counters {
    /// Pictures that were put on the retina.
    pub shown: u32,
    /// [`Cause::Crc`]
    pub crc: u32,
    /// [`Cause::Length`]
    pub length: u32,
    /// [`Cause::Size`]
    pub size: u32,
    /// [`Cause::Unknown`]
    pub unknown: u32,
    /// [`Cause::Overrun`]
    pub overrun: u32,
}

impl Counters {
    /// Bytes on the wire.
    pub(crate) const BYTES: usize = 24;

    /// Nothing yet.
    pub const fn new() -> Self {
        Self { shown: 0, crc: 0, length: 0, size: 0, unknown: 0, overrun: 0 }
    }

    /// The dropped ones, saturating.
    pub const fn dropped(&self) -> u32 {
        let Self { crc, length, size, unknown, overrun, .. } = *self;
        crc.saturating_add(length)
            .saturating_add(size)
            .saturating_add(unknown)
            .saturating_add(overrun)
    }

    pub(crate) const fn count_shown(&mut self) {
        self.shown = self.shown.saturating_add(1);
    }

    pub(crate) const fn count(&mut self, cause: Cause) {
        let counter = match cause {
            Cause::Crc => &mut self.crc,
            Cause::Length => &mut self.length,
            Cause::Size => &mut self.size,
            Cause::Unknown => &mut self.unknown,
            Cause::Overrun => &mut self.overrun,
        };
        *counter = counter.saturating_add(1);
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let Self { shown, crc, length, size, unknown, overrun } = self;
        let mut bytes = [0; Self::BYTES];
        let (places, _) = bytes.as_chunks_mut();
        for (place, counter) in places.iter_mut().zip([shown, crc, length, size, unknown, overrun])
        {
            *place = counter.to_le_bytes();
        }
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let (counters, _) = bytes.as_chunks();
        let counter = |i: usize| counters.get(i).map_or(0, |&bytes| u32::from_le_bytes(bytes));
        Self {
            shown: counter(0),
            crc: counter(1),
            length: counter(2),
            size: counter(3),
            unknown: counter(4),
            overrun: counter(5),
        }
    }
}

/// Names and numbers, for a log.
impl core::fmt::Display for Counters {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { shown, crc, length, size, unknown, overrun } = self;
        write!(f, "shown {shown} crc {crc} length {length} size {size} ")?;
        write!(f, "unknown {unknown} overrun {overrun}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_stop_at_the_top() {
        let mut counters = Counters { crc: u32::MAX, ..Counters::new() };
        counters.count(Cause::Crc);
        counters.count(Cause::Size);
        assert_eq!((counters.crc, counters.size, counters.dropped()), (u32::MAX, 1, u32::MAX));
    }

    #[test]
    fn bytes_and_back() {
        let counters =
            Counters { shown: 1, crc: 2, length: 0x0102_0304, size: 4, unknown: 5, overrun: 6 };
        let bytes = counters.to_bytes();
        assert_eq!(bytes[8..12], [4, 3, 2, 1]);
        assert_eq!(Counters::from_bytes(&bytes), counters);
        for cause in Cause::ALL {
            assert_eq!(Cause::from_byte(cause as u8), Some(cause));
        }
        assert_eq!((Cause::from_byte(0), Cause::from_byte(6)), (None, None));
    }
}
