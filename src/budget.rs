//! Whether a network fits a board, before it is flashed.

use crate::message::Message;

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
            too_few("flash", flash, self.flash);
        }
        if ram > self.ram {
            too_few("RAM", ram, self.ram);
        }
    }
}

const fn too_few(memory: &str, needed: usize, left: usize) -> ! {
    Message::new()
        .text("the network needs ")
        .number(needed)
        .text(" bytes of ")
        .text(memory)
        .text(" and the board has ")
        .number(left)
        .text(": ")
        .number(needed - left)
        .text(" too few")
        .panic()
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
