//! The order of a snapshot's bytes.

use super::{
    SnapshotError,
    section::{Section, Tag},
};

/// Bytes of the header in all versions.
pub const HEADER: usize = 32;
/// Bytes of a section's tag and length.
const HEAD: usize = 8;
/// Bytes of the checksum.
const TRAILER: usize = 4;

/// A network's sections in a fixed order, to save or load.
pub trait Sections {
    /// The number of sections.
    fn count(&self) -> usize;
    /// The tag and the section at an index.
    fn at(&self, index: usize) -> Option<(Tag, &dyn Section)>;
}

impl Sections for [(Tag, &dyn Section)] {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Option<(Tag, &dyn Section)> {
        self.get(index).map(|&(tag, section)| (tag, section))
    }
}

impl Sections for [(Tag, &mut dyn Section)] {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Option<(Tag, &dyn Section)> {
        self.get(index).map(|(tag, section)| (*tag, &**section))
    }
}

/// Bytes of a snapshot of these sections.
pub fn total<S: Sections + ?Sized>(sections: &S) -> Result<u32, SnapshotError> {
    if sections.count() > usize::from(u16::MAX) {
        return Err(SnapshotError::TooLarge);
    }
    let bytes = (0..sections.count())
        .filter_map(|index| sections.at(index))
        .fold((HEADER + TRAILER) as u64, |sum, (_, section)| {
            sum.saturating_add((HEAD + section.size()) as u64)
        });
    u32::try_from(bytes).map_err(|_| SnapshotError::TooLarge)
}

/// The tag and the length that precede a section.
pub fn head(tag: Tag, section: &dyn Section) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..4].copy_from_slice(&tag);
    head[4..].copy_from_slice(&(section.size() as u32).to_le_bytes());
    head
}

/// A part of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    Header,
    Head(usize),
    Body(usize),
    Trailer,
    End,
}

/// A position in a snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Cursor {
    segment: Segment,
    at: usize,
}

impl Cursor {
    pub const fn new() -> Self {
        Self { segment: Segment::Header, at: 0 }
    }

    /// Moves over at most `bytes` bytes of one segment. Returns the segment, the offset in it, and
    /// the number of bytes: 0 at the end.
    pub fn advance<S: Sections + ?Sized>(
        &mut self,
        sections: &S,
        bytes: usize,
    ) -> (Segment, usize, usize) {
        loop {
            let len = match self.segment {
                Segment::Header => HEADER,
                Segment::Head(_) => HEAD,
                Segment::Body(index) => sections.at(index).map_or(0, |(_, section)| section.size()),
                Segment::Trailer => TRAILER,
                Segment::End => return (Segment::End, 0, 0),
            };
            if self.at < len {
                let (from, passed) = (self.at, bytes.min(len - self.at));
                self.at += passed;
                return (self.segment, from, passed);
            }
            self.at = 0;
            self.segment = match self.segment {
                Segment::Header => Segment::Head(0),
                Segment::Head(index) => Segment::Body(index),
                Segment::Body(index) => Segment::Head(index + 1),
                Segment::Trailer | Segment::End => Segment::End,
            };
            if self.segment == Segment::Head(sections.count()) {
                self.segment = Segment::Trailer;
            }
        }
    }
}
