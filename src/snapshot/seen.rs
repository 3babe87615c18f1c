//! What the check of a snapshot remembers.

use super::section::Tag;

/// What the check of a snapshot remembers from one piece of bytes to the next.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    tag: Tag,
    /// The bytes of a number so far.
    number: [u8; 8],
    filled: usize,
    /// What a section sums up.
    pub(super) total: u64,
    /// Units that have begun, and the connections that the last one still has.
    pub(super) units: usize,
    pub(super) rest: usize,
    /// The last exponent, and the tag of its section.
    exponent: Option<(Tag, i8)>,
}

impl Seen {
    /// Before the first byte of a section.
    pub(super) fn begin(&mut self, tag: Tag) {
        *self = Self { tag, exponent: self.exponent, ..Self::default() };
    }

    /// The bits of a number of `size` bytes when this one is its last.
    pub(super) fn number(&mut self, byte: u8, size: usize) -> Option<u64> {
        self.number[self.filled % 8] = byte;
        self.filled += 1;
        if self.filled < size {
            return None;
        }
        self.filled = 0;
        Some(u64::from_le_bytes(core::mem::take(&mut self.number)))
    }

    /// Whether weights of this exponent may share a sum with those of the section before, as they
    /// do if the tags begin with the same three letters: `AFF0` and `AFF1`.
    pub(super) fn shares(&mut self, exponent: i8) -> bool {
        let before = self.exponent.replace((self.tag, exponent));
        before.is_none_or(|(tag, before)| tag[..3] != self.tag[..3] || before == exponent)
    }
}
