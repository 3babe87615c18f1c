//! Panic messages in `const`, where nothing formats.

/// What `format!` would give, up to 160 bytes.
pub(crate) struct Message {
    bytes: [u8; 160],
    len: usize,
}

impl Message {
    pub(crate) const fn new() -> Self {
        Self { bytes: [b' '; 160], len: 0 }
    }

    pub(crate) const fn text(mut self, text: &str) -> Self {
        let mut rest = text.as_bytes();
        while let [first, after @ ..] = rest {
            self.bytes[self.len] = *first;
            self.len += 1;
            rest = after;
        }
        self
    }

    pub(crate) const fn number(self, number: usize) -> Self {
        let longer = if number < 10 { self } else { self.number(number / 10) };
        let digit = [b'0' + (number % 10) as u8];
        let Ok(digit) = core::str::from_utf8(&digit) else { return longer };
        longer.text(digit)
    }

    pub(crate) const fn panic(&self) -> ! {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("a parameter is wrong"),
        }
    }
}
