//! Short lines of text, without `core::fmt`: it would take more flash than the show.

use core::ops::Deref;

/// The longest line.
pub(crate) const CHARACTERS: usize = 40;

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

    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        for &byte in bytes {
            let byte = if byte.is_ascii() { byte } else { b'?' };
            if let Some(end) = self.bytes.get_mut(self.len) {
                *end = byte;
                self.len += 1;
            }
        }
        self
    }

    #[inline(never)] // many lines have numbers
    pub(crate) fn number(self, number: u32) -> Self {
        let (mut digits, mut first, mut rest) = ([0; 10], 10, number);
        loop {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break self.bytes(&digits[first..]);
            }
        }
    }

    /// A number of tenths, of which two digits count: 2.9, 48, 120.
    pub(crate) fn tenths(self, tenths: u32) -> Self {
        match tenths {
            ..100 => self.number(tenths / 10).text(".").number(tenths % 10),
            100..1000 => self.number(tenths / 10),
            _ => self.number(tenths / 100 * 10),
        }
    }

    /// A time in tenths of a millisecond.
    pub(crate) fn time(self, tenths: u32) -> Self {
        match tenths {
            ..10_000 => self.tenths(tenths).text(" ms"),
            _ => self.tenths(tenths / 1000).text(" s"),
        }
    }

    /// How many times a second, each of them taking this many tenths of a millisecond.
    pub(crate) fn rate(self, tenths: u32) -> Self {
        match 100_000_u32.checked_div(tenths) {
            Some(rate @ 1..) => self.tenths(rate).text("/s"),
            Some(0) => self.time(tenths),
            None => self,
        }
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
    }

    #[test]
    fn times() {
        let time = |tenths| std::string::String::from(&*Line::new().time(tenths));
        let times = [0, 29, 99, 100, 488, 999, 1234, 9999].map(time);
        assert_eq!(
            times,
            ["0.0 ms", "2.9 ms", "9.9 ms", "10 ms", "48 ms", "99 ms", "120 ms", "990 ms"]
        );
        assert_eq!([10_000, 99_999, 600_000].map(time), ["1.0 s", "9.9 s", "60 s"]);
        let rate = |tenths| std::string::String::from(&*Line::new().rate(tenths));
        let rates = [0, 50, 488, 1064, 100_000, 200_000].map(rate);
        assert_eq!(rates, ["", "200/s", "20/s", "9.3/s", "0.1/s", "20 s"]);
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
