//! The largest numbers that a network takes.

/// The largest side of a sheet: rows, columns and lengths are stored in a byte.
pub const MAX_SIDE: usize = 255;

/// The largest side of an image: shares of a row of 16-bit pixels add up in 32 bits.
pub const MAX_PIXELS: usize = 32_767;

/// The largest gain γ.
pub const MAX_GAIN: f64 = 32.0;

/// The largest |θ| of a sigmoid: within what responses in fixed point hold.
pub const MAX_THRESHOLD: f64 = 127.0;

/// The largest learning rate, of a connection or of a whole connection field.
pub const MAX_RATE: f64 = 16.0;

/// The most orientations of a [`Protocol`](crate::orientation::Protocol): their responses add up to
/// at most 2³⁰ steps of 2⁻²⁴.
pub const MAX_ORIENTATIONS: u16 = 64;
