//! Floats of 16 bits.

/// IEEE 754 binary16: a sign, 5 bits of exponent, and 10 of fraction.
pub(crate) struct Half(u16);

impl Half {
    pub(crate) const fn from_le_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }

    /// The same number.
    pub(crate) fn value(self) -> f64 {
        let (exponent, fraction) = (i32::from(self.0 >> 10 & 31), f64::from(self.0 & 1023));
        let size = match exponent {
            0 => fraction * 2_f64.powi(-24),
            31 if fraction == 0.0 => f64::INFINITY,
            31 => f64::NAN,
            _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
        };
        if self.0 >> 15 == 1 { -size } else { size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All numbers of the format, by what the standard says of some, and by their order.
    #[test]
    fn every_number_is_read() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x0001, 5.960_464_477_539_063e-8),
            (0x03ff, 6.097_555_160_522_461e-5),
            (0x0400, 6.103_515_625e-5),
            (0x3555, 0.333_251_953_125),
            (0x3c00, 1.0),
            (0x7bff, 65_504.0),
            (0x7c00, f64::INFINITY),
            (0xc000, -2.0),
        ] {
            assert_eq!(Half(bits).value(), value, "{bits:04x}");
        }
        assert!(Half(0x7e00).value().is_nan() && Half(0x8000).value().is_sign_negative());
        for bits in 0..0x7c00 {
            assert!(Half(bits).value() < Half(bits + 1).value(), "{bits:04x}");
            assert_eq!(Half(bits | 0x8000).value(), -Half(bits).value());
        }
    }
}
