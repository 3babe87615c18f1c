//! Short lines of text, without `core::fmt`: it would take more flash than the show.

use core::ops::Deref;

/// The longest line.
const CHARACTERS: usize = 40;

/// A line of ASCII text; what is too long is cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    bytes: [u8; CHARACTERS],
    len: usize,
}

impl Line {
    pub(crate) const fn new() -> Self {
        Self { bytes: [b' '; CHARACTERS], len: 0 }
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        for byte in text.bytes() {
            let byte = if byte.is_ascii() { byte } else { b'?' };
            if let Some(end) = self.bytes.get_mut(self.len) {
                *end = byte;
                self.len += 1;
            }
        }
        self
    }

    pub(crate) fn number(self, number: u32) -> Self {
        let (mut digits, mut first, mut rest) = ([0; 10], 10, number);
        loop {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break self.text(core::str::from_utf8(&digits[first..]).unwrap_or_default());
            }
        }
    }

    /// Eight hexadecimal digits.
    pub(crate) fn hex(self, number: u32) -> Self {
        let digits = core::array::from_fn::<u8, 8, _>(|place| {
            b"0123456789abcdef"[(number >> (28 - 4 * place)) as usize & 15]
        });
        self.text(core::str::from_utf8(&digits).unwrap_or_default())
    }

    /// As many characters as asked for, cut or filled up with spaces, so that it covers what was
    /// there.
    pub(crate) fn padded(&self, characters: usize) -> &str {
        core::str::from_utf8(&self.bytes[..characters.min(CHARACTERS)]).unwrap_or_default()
    }
}

impl Deref for Line {
    type Target = str;

    fn deref(&self) -> &str {
        core::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(&*Line::new().number(0).text(" ").number(u32::MAX), "0 4294967295");
        assert_eq!(&*Line::new().hex(0x00ab_12ff), "00ab12ff");
    }

    #[test]
    fn too_long_is_cut() {
        let line = Line::new().text("é").text(&"x".repeat(100));
        assert_eq!((line.len(), &line[..3]), (CHARACTERS, "??x"));
        assert_eq!(Line::new().text("ab").padded(4), "ab  ");
        assert_eq!(Line::new().text("abc").padded(2), "ab");
        assert_eq!(line.padded(1000).len(), CHARACTERS);
    }
}
