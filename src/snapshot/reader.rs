//! Reads a snapshot as a stream of bytes: a first pass checks, a second one loads.

use super::{
    CRC32, Identity, SnapshotError,
    layout::{Cursor, HEADER, Sections, Segment, head, total},
    section::{Section, Tag},
    seen::Seen,
};
use core::fmt;
use crc::{Digest, Table};

/// Checks a snapshot that comes in pieces of any size, and changes nothing.
pub struct Checker<'a, S: Sections + ?Sized> {
    sections: &'a S,
    identity: Identity,
    expected: u32,
    header: [u8; HEADER],
    cursor: Cursor,
    seen: Seen,
    crc: Digest<'static, u32, Table<1>>,
    trailer: [u8; 4],
    fed: u64,
    /// The error to report if the checksum is correct.
    problem: Option<SnapshotError>,
}

impl<'a, S: Sections + ?Sized> Checker<'a, S> {
    /// A checker before the first byte.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::TooLarge`].
    pub fn new(identity: Identity, sections: &'a S) -> Result<Self, SnapshotError> {
        Ok(Self {
            sections,
            identity,
            expected: total(sections)?,
            header: [0; HEADER],
            cursor: Cursor::new(),
            seen: Seen::default(),
            crc: CRC32.digest(),
            trailer: [0; 4],
            fed: 0,
            problem: None,
        })
    }

    /// The length of the whole snapshot in bytes.
    pub const fn expected(&self) -> u32 {
        self.expected
    }

    /// Checks the next bytes.
    ///
    /// # Errors
    ///
    /// Errors in the header as soon as it is complete, and [`SnapshotError::Length`] if there are
    /// too many bytes.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<(), SnapshotError> {
        self.fed += bytes.len() as u64;
        while !bytes.is_empty() {
            let (segment, at, len) = self.cursor.advance(self.sections, bytes.len());
            let (piece, rest) = bytes.split_at(len);
            bytes = rest;
            match segment {
                Segment::Header => {
                    self.header[at..at + len].copy_from_slice(piece);
                    if at + len == HEADER {
                        self.identity.check(&self.header, self.sections.count(), self.expected)?;
                    }
                }
                Segment::Head(index) => {
                    let head = self.sections.at(index).map(|(tag, section)| head(tag, section));
                    if head.is_none_or(|head| &head[at..at + len] != piece) {
                        self.notice(SnapshotError::Section { index: index as u16 });
                    }
                }
                Segment::Body(index) => {
                    let Self { sections, seen, .. } = self;
                    let accepted = sections.at(index).is_some_and(|(tag, section)| {
                        if at == 0 {
                            seen.begin(tag);
                        }
                        section.accepts(at, piece, seen)
                    });
                    if !accepted {
                        self.notice(SnapshotError::Value { index: index as u16 });
                    }
                }
                Segment::Trailer => self.trailer[at..at + len].copy_from_slice(piece),
                Segment::End => return Err(self.length()),
            }
            if segment != Segment::Trailer {
                self.crc.update(piece);
            }
        }
        Ok(())
    }

    /// Ends the check after the last byte.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::Length`] if bytes are missing, else [`SnapshotError::Checksum`], else
    /// [`SnapshotError::Section`] or [`SnapshotError::Value`].
    pub fn finish(self) -> Result<(), SnapshotError> {
        if self.fed != u64::from(self.expected) {
            return Err(self.length());
        }
        if self.crc.finalize().to_le_bytes() != self.trailer {
            return Err(SnapshotError::Checksum);
        }
        self.problem.map_or(Ok(()), Err)
    }

    fn notice(&mut self, problem: SnapshotError) {
        self.problem.get_or_insert(problem);
    }

    fn length(&self) -> SnapshotError {
        SnapshotError::Length { expected: self.expected.into(), found: self.fed }
    }
}

impl<S: Sections + ?Sized> fmt::Debug for Checker<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

/// Loads bytes that passed a [`Checker`]; the pieces may differ from those checked.
pub struct Loader<'a, 'b> {
    sections: &'a mut [(Tag, &'b mut dyn Section)],
    cursor: Cursor,
    crc: Digest<'static, u32, Table<1>>,
    trailer: [u8; 4],
}

impl<'a, 'b> Loader<'a, 'b> {
    /// A loader before the first byte.
    pub fn new(sections: &'a mut [(Tag, &'b mut dyn Section)]) -> Self {
        Self { sections, cursor: Cursor::new(), crc: CRC32.digest(), trailer: [0; 4] }
    }

    /// Loads the next bytes.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (segment, at, len) = self.cursor.advance(&*self.sections, bytes.len());
            let (piece, rest) = bytes.split_at(len);
            bytes = rest;
            match segment {
                Segment::Body(index) => {
                    if let Some((_, section)) = self.sections.get_mut(index) {
                        section.copy_in(at, piece);
                    }
                }
                Segment::Trailer => {
                    self.trailer[at..at + len].copy_from_slice(piece);
                    continue;
                }
                Segment::End => return,
                _ => {}
            }
            self.crc.update(piece);
        }
    }

    /// Whether the bytes were the same as those checked; needed where they were read twice.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::Checksum`]; the sections then hold what was fed.
    pub fn finish(self) -> Result<(), SnapshotError> {
        if self.crc.finalize().to_le_bytes() == self.trailer {
            Ok(())
        } else {
            Err(SnapshotError::Checksum)
        }
    }
}

impl fmt::Debug for Loader<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loader").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}
