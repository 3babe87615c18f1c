//! Files that are read whole must end: a device may not.

use crate::error::Error;
use std::{
    fs::File,
    io::{self, ErrorKind, Read},
    path::Path,
};

/// The name of standard input.
pub const STDIN: &str = "-";

/// The most bytes of a file: a raw picture of 8192 × 8192, or a very long table.
const MOST: u64 = 64 << 20;

/// All bytes of a file of at most 64 MiB, `-` for standard input.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let read = || {
        let mut bytes = Vec::new();
        let input: &mut dyn Read = if path.as_os_str() == STDIN {
            &mut io::stdin().lock()
        } else {
            &mut File::open(path)?
        };
        let length = input.take(MOST + 1).read_to_end(&mut bytes)?;
        if length as u64 > MOST {
            let why = format!("more than the {} MiB that are read", MOST >> 20);
            return Err(io::Error::new(ErrorKind::FileTooLarge, why));
        }
        Ok(bytes)
    };
    read().map_err(|error| Error::file(path, error))
}

/// The text of such a file.
pub fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|_| Error::file(path, "not a text in UTF-8"))
}
