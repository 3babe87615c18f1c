//! In what the boards differ.

use crate::i2c::Port;

/// A board of Arm's MPS family, under one of the images that are named by application notes.
pub struct Board {
    /// The port of the shield that the OLED is on.
    pub shield: Port,
    /// The core's clock.
    pub hertz: u32,
}

impl Board {
    /// The board whose core has this CPUID register.
    pub fn of(cpuid: u32) -> Option<Self> {
        let part = cpuid >> 4 & 0xFFF;
        Some(match part {
            // Cortex-M3, M4 and M7: AN385, AN386 and AN500
            0xC23 | 0xC24 | 0xC27 => Self { shield: Port::Mps2, hertz: 25_000_000 },
            // Cortex-M33: AN505
            0xD21 => Self { shield: Port::Mps2Secure, hertz: 20_000_000 },
            // Cortex-M55: AN547
            0xD22 => Self { shield: Port::Mps3Secure, hertz: 32_000_000 },
            _ => return None,
        })
    }
}
