//! Numbers that are written.

use std::io::{self, Write};

/// A number that a file can hold as it is.
pub trait Number {
    /// NumPy's name of its kind, such as `<f8`.
    const KIND: &'static str;

    /// Writes its bytes, the lowest first.
    ///
    /// # Errors
    ///
    /// Those of the output.
    fn write(&self, output: &mut impl Write) -> io::Result<()>;
}

macro_rules! numbers {
    ($($kind:literal $number:ty),* $(,)?) => {$(
        impl Number for $number {
            const KIND: &'static str = $kind;

            fn write(&self, output: &mut impl Write) -> io::Result<()> {
                output.write_all(&self.to_le_bytes())
            }
        }
    )*};
}

numbers! {
    "<f4" f32,
    "<f8" f64,
    "<i4" i32,
    "<i8" i64,
}
