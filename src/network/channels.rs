//! How many afferent sheets V1 has: known at run time here, in the types below.

use crate::error::Error;

/// Evaluates an expression in which a constant of the given name is the number of afferent sheets.
macro_rules! with_channels {
    ($channels:expr, $name:ident => $value:expr) => {
        match $channels {
            1 => {
                const $name: usize = 1;
                $value
            }
            2 => {
                const $name: usize = 2;
                $value
            }
            _ => {
                const $name: usize = 4;
                $value
            }
        }
    };
}
pub(super) use with_channels;

/// Fails for a number of afferent sheets that V1 cannot have.
pub(super) fn check_channels(channels: usize) -> Result<(), Error> {
    match channels {
        1 | 2 | 4 => Ok(()),
        _ => Err(Error::OutOfRange {
            what: "channels",
            value: channels as f64,
            allowed: "1, 2 or 4",
        }),
    }
}
