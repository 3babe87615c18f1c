//! Whether a network fits a board, before it is flashed.

/// Bytes that a board has left for a network, after firmware and stack.
///
/// ```
/// lissom::network!(mod map = lissom::Params::notebook(16));
/// const _: () = lissom::Budget { flash: 200 * 1024, ram: 8 * 1024 }.hold(map::FLASH, map::RAM);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Budget {
    /// For weights, tables and pictures that do not change.
    pub flash: usize,
    /// For activity, and weights that learn.
    pub ram: usize,
}

impl Budget {
    /// Does not compile, in a `const` item, where a network needs more: the message says how many
    /// bytes it needs, how many there are, and of what.
    ///
    /// # Panics
    ///
    /// If the network does not fit, when called at run time.
    pub const fn hold(self, flash: usize, ram: usize) {
        if flash > self.flash {
            Message::new("flash", flash, self.flash).panic();
        }
        if ram > self.ram {
            Message::new("RAM", ram, self.ram).panic();
        }
    }
}

/// What `format!` would give, in `const`.
struct Message {
    bytes: [u8; 120],
    len: usize,
}

impl Message {
    const fn new(memory: &str, needed: usize, left: usize) -> Self {
        Self { bytes: [b' '; 120], len: 0 }
            .text("the network needs ")
            .number(needed)
            .text(" bytes of ")
            .text(memory)
            .text(" and the board has ")
            .number(left)
            .text(": ")
            .number(needed - left)
            .text(" too few")
    }

    const fn text(mut self, text: &str) -> Self {
        let mut rest = text.as_bytes();
        while let [first, after @ ..] = rest {
            self.bytes[self.len] = *first;
            self.len += 1;
            rest = after;
        }
        self
    }

    const fn number(self, number: usize) -> Self {
        let longer = if number < 10 { self } else { self.number(number / 10) };
        let digit = [b'0' + (number % 10) as u8];
        let Ok(digit) = core::str::from_utf8(&digit) else { return longer };
        longer.text(digit)
    }

    const fn panic(&self) -> ! {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("the network is too large for the board"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{panic::catch_unwind, string::String};

    fn refusal(flash: usize, ram: usize) -> Option<String> {
        let budget = Budget { flash: 1000, ram: 50 };
        let message = catch_unwind(|| budget.hold(flash, ram)).err()?;
        message.downcast_ref::<String>().cloned()
    }

    #[test]
    fn the_message_names_the_bytes() {
        assert_eq!(refusal(1000, 50), None);
        assert_eq!(
            refusal(1001, 60).as_deref(),
            Some("the network needs 1001 bytes of flash and the board has 1000: 1 too few")
        );
        assert_eq!(
            refusal(0, 160).as_deref(),
            Some("the network needs 160 bytes of RAM and the board has 50: 110 too few")
        );
        assert!(refusal(usize::MAX, 0).is_some());
    }
}
