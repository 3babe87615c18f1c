//! Writes a snapshot as a stream of bytes.

use super::{
    CRC32, Identity, SnapshotError,
    layout::{Cursor, HEADER, Sections, Segment, head, total},
};
use core::fmt;
use crc::{Digest, Table};

/// The bytes of a snapshot, in pieces of the caller's size.
///
/// The sections must not change before the last piece is written.
pub struct Writer<'a, S: Sections + ?Sized> {
    sections: &'a S,
    header: [u8; HEADER],
    cursor: Cursor,
    crc: Digest<'static, u32, Table<1>>,
}

impl<'a, S: Sections + ?Sized> Writer<'a, S> {
    /// A writer before the first byte.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::TooLarge`].
    pub fn new(identity: Identity, sections: &'a S) -> Result<Self, SnapshotError> {
        let header = identity.header(sections.count() as u16, total(sections)?);
        Ok(Self { sections, header, cursor: Cursor::new(), crc: CRC32.digest() })
    }

    /// The length of the whole snapshot in bytes.
    pub const fn size(&self) -> u32 {
        let [.., a, b, c, d, _, _, _, _] = self.header;
        u32::from_le_bytes([a, b, c, d])
    }

    /// Fills the buffer with the next bytes and returns their number, which is below the buffer's
    /// length only at the end.
    pub fn fill(&mut self, buffer: &mut [u8]) -> usize {
        let mut filled = 0;
        while filled < buffer.len() {
            let rest = buffer.len() - filled;
            let (segment, at, len) = self.cursor.advance(self.sections, rest);
            let piece = &mut buffer[filled..filled + len];
            match segment {
                Segment::Header => piece.copy_from_slice(&self.header[at..at + len]),
                Segment::Head(index) => {
                    if let Some((tag, section)) = self.sections.at(index) {
                        piece.copy_from_slice(&head(tag, section)[at..at + len]);
                    }
                }
                Segment::Body(index) => {
                    if let Some((_, section)) = self.sections.at(index) {
                        section.copy_out(at, piece);
                    }
                }
                Segment::Trailer => {
                    let crc = self.crc.clone().finalize().to_le_bytes();
                    piece.copy_from_slice(&crc[at..at + len]);
                }
                Segment::End => break,
            }
            if segment != Segment::Trailer {
                self.crc.update(piece);
            }
            filled += len;
        }
        filled
    }
}

impl<S: Sections + ?Sized> fmt::Debug for Writer<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}
