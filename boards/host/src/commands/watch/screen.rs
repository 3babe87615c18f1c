//! Activity on the terminal and in files.

use super::board::Shown;
use crate::{error::Error, files::Files, picture};
use lissom::{Signal, display::ColorMap, number::Activity};
use std::{
    env,
    fmt::Write as _,
    io::{self, ErrorKind, IsTerminal, Write},
    path::Path,
};

/// Brightness in characters, as plain text has it.
const RAMP: &[u8; 10] = b" .:-=+*#%@";

/// Standard output: in colour and in one place if it is a terminal, else as text that goes on.
#[derive(Debug)]
pub struct Screen {
    terminal: bool,
    /// Whether colours are wanted, too: `NO_COLOR` says that they are not.
    colour: bool,
    /// Lines of the last drawing.
    drawn: usize,
}

impl Default for Screen {
    fn default() -> Self {
        let terminal = io::stdout().is_terminal();
        let colour = terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { terminal, colour, drawn: 0 }
    }
}

impl Screen {
    /// Prints text as it is. Returns whether anybody still reads.
    pub fn print(&mut self, text: &str) -> Result<bool, Error> {
        self.drawn = 0;
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Draws V1 above a line, over the drawing before.
    pub fn draw(&mut self, shown: &Shown, line: &str) -> Result<bool, Error> {
        let mut text = String::new();
        if self.terminal && self.drawn > 0 {
            write!(text, "\x1b[{}A\x1b[J", self.drawn)?;
        }
        let (side, levels) = levels(shown);
        text.push_str(&if self.colour { blocks(side, &levels)? } else { plain(side, &levels) });
        text.push_str(line);
        let drawn = text.lines().count();
        let read = self.print(&text)?;
        self.drawn = drawn;
        Ok(read)
    }
}

fn levels(shown: &Shown) -> (usize, Vec<u8>) {
    let signal = Signal::Activity(&shown.v1);
    (signal.side().max(1), shown.v1.iter().map(|unit| unit.level()).collect())
}

/// Two units in a character: the upper half block over the colour of the lower unit.
fn blocks(side: usize, levels: &[u8]) -> Result<String, std::fmt::Error> {
    use embedded_graphics::prelude::RgbColor;
    let mut text = String::new();
    for rows in levels.chunks(2 * side) {
        let (upper, lower) = rows.split_at(side.min(rows.len()));
        for (column, &level) in upper.iter().enumerate() {
            for (code, level) in [(38, level), (48, lower.get(column).copied().unwrap_or(0))] {
                let color = ColorMap::Perceptual.color(level);
                write!(text, "\x1b[{code};2;{};{};{}m", color.r(), color.g(), color.b())?;
            }
            text.push('▀');
        }
        text.push_str("\x1b[0m\n");
    }
    Ok(text)
}

/// A unit is two characters wide, and so about square.
fn plain(side: usize, levels: &[u8]) -> String {
    let mut text = String::new();
    for row in levels.chunks(side) {
        for &level in row {
            let mark = char::from(RAMP[usize::from(level) * RAMP.len() / 256]);
            text.extend([mark, mark]);
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

/// Writes V1 as `<name>.png` into a folder.
pub fn save(folder: &Path, name: &str, shown: &Shown) -> Result<(), Error> {
    let mut files = Files::default();
    files.png(name, picture::activity(Signal::Activity(&shown.v1), 288));
    files.write(folder).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_shows_rows_and_levels() {
        assert_eq!(plain(2, &[0, 255, 128, 0]), "  @@\n++\n");
        let colored = blocks(3, &[0; 9]).expect("strings take everything");
        assert_eq!(colored.matches('▀').count(), 6);
        assert_eq!(colored.lines().count(), 2);
        assert_eq!(blocks(1, &[255]).expect("it fits").matches("255;255;255m").count(), 1);
    }
}
