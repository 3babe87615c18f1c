//! What a board's `Cargo.toml` says of it, once for its firmware, the host's tables and the checks:
//!
//! ```toml
//! [package.metadata.lissom]
//! side = 36 # units on a side of retina, LGN and V1
//! learning = 28 # the same of the network that learns, where RAM has no room for the other
//! flash = "1984K" # left for the network, beside the firmware itself
//! ram = "160K"
//! learning-flash = "896K" # the same for a network that learns, where that is other memory
//! learning-ram = "188K"
//! ```
//!
//! A board is a folder whose `Cargo.toml` has this section; nothing else registers it.

mod error;
mod section;

pub use error::Error;

use std::{env, fs, path::Path};

/// A board, and the network that it shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Board {
    /// What is left for a network.
    pub memory: Memory,
    /// The name of its folder.
    pub name: String,
    /// Units on a side of every sheet.
    pub side: u8,
    /// The same of the network that learns.
    pub learning: u8,
    /// What is left for that one.
    pub learns_in: Memory,
}

/// Bytes of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Memory {
    /// In flash.
    pub flash: usize,
    /// In RAM.
    pub ram: usize,
}

impl Board {
    /// The board in a folder; none where its `Cargo.toml` lacks the section.
    ///
    /// # Errors
    ///
    /// With the file's name and the key before it: the file cannot be read, is not TOML, lacks a
    /// key or has one too many, or a value is not what the key stands for.
    pub fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let file = folder.join("Cargo.toml");
        let text = fs::read_to_string(&file).map_err(|why| Error::new(why).at(file.display()))?;
        let board = section::read(&text).map_err(|error| error.at(file.display()))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(board.map(|board| Self { name, ..board }))
    }

    /// The board with `LISSOM_SIDE` in place of both sides, where the environment has that.
    ///
    /// # Errors
    ///
    /// `LISSOM_SIDE` is not a side.
    pub fn with_chosen_side(self) -> Result<Self, Error> {
        let Some(chosen) = env::var_os("LISSOM_SIDE") else { return Ok(self) };
        let side = side(&chosen.to_string_lossy()).map_err(|error| error.at("LISSOM_SIDE"))?;
        Ok(Self { side, learning: side, ..self })
    }

    /// All boards whose folders are in this one, those with the least memory first.
    ///
    /// # Errors
    ///
    /// As of [`read`](Self::read).
    pub fn all(boards: &Path) -> Result<Vec<Self>, Error> {
        let folders = fs::read_dir(boards).map_err(|why| Error::new(why).at(boards.display()))?;
        let mut all = Vec::new();
        for folder in folders {
            let folder = folder.map_err(|why| Error::new(why).at(boards.display()))?.path();
            if folder.join("Cargo.toml").is_file() {
                all.extend(Self::read(&folder)?);
            }
        }
        all.sort();
        Ok(all)
    }
}

/// A network's side.
fn side(digits: &str) -> Result<u8, Error> {
    match digits.parse() {
        Ok(side @ 1..) => Ok(side),
        _ => Err(Error::new(format!("{digits} is not a number from 1 to 255"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_1_to_255() {
        assert_eq!(["1", "36", "255"].map(side), [Ok(1), Ok(36), Ok(255)]);
        for wrong in ["", "x", "0", "256", "-1", "99999999999999999999999"] {
            let error = side(wrong).unwrap_err().to_string();
            assert_eq!(error, format!("{wrong} is not a number from 1 to 255"));
        }
    }

    #[test]
    fn the_boards_are_the_folders_with_the_section() {
        let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let all = Board::all(&boards).unwrap();
        let named = |name: &str| all.iter().find(|board| board.name == name);
        let memory = Memory { flash: 1920 << 10, ram: 248 << 10 };
        let learns_in = Memory { flash: 1408 << 10, ram: 254 << 10 };
        let pico = Board { name: "pico".into(), side: 24, learning: 24, memory, learns_in };
        assert_eq!(named("pico"), Some(&pico));
        assert_eq!(named("host"), None); // it has no section
        assert!(all.is_sorted_by_key(|board| board.memory.flash));
    }

    #[test]
    fn the_file_is_named() {
        let nowhere = Path::new("no-such-folder");
        let error = Board::read(nowhere).unwrap_err().to_string();
        assert!(error.starts_with("no-such-folder/Cargo.toml: "), "{error}");
    }
}
