//! Activity and maps on the terminal.

use super::cells::{Cells, Room};
use console::{Term, measure_text_width, truncate_str};
use lissom_experiment::error::Error;
use std::{
    env,
    io::{self, ErrorKind, IsTerminal, Write},
};

/// Standard output: in colour and in one place if it is a terminal, else as text that goes on.
#[derive(Debug)]
pub struct Screen {
    /// Whether colours are wanted: `NO_COLOR` says that they are not.
    colour: bool,
    /// The terminal's columns and rows; none where there is no terminal.
    room: fn() -> Option<Room>,
    /// The columns of each line of the last drawing.
    drawn: Vec<usize>,
}

impl Default for Screen {
    fn default() -> Self {
        let colour = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { colour: colour && room().is_some(), room, drawn: Vec::new() }
    }
}

fn room() -> Option<Room> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let (rows, columns) = Term::stdout().size_checked().unwrap_or((24, 80));
    Some([columns.into(), rows.into()])
}

impl Screen {
    /// Prints text as it is. Returns whether anybody still reads.
    pub fn print(&mut self, text: &str) -> Result<bool, Error> {
        self.drawn.clear();
        write(text)
    }

    /// Draws a sheet above a line, over the drawing before.
    pub fn draw(&mut self, cells: &Cells, line: &str) -> Result<bool, Error> {
        write(&self.frame(cells, line))
    }

    /// A drawing that takes the place of the last one. No line is as long as a row of the terminal,
    /// which would begin another row, and there is a row left for the cursor.
    fn frame(&mut self, cells: &Cells, line: &str) -> String {
        let room = (self.room)();
        let mut text = String::new();
        let mut lines = match room {
            None => cells.lines([usize::MAX; 2], self.colour),
            Some([columns, rows]) => {
                // a terminal that has become narrower has broken the lines
                let rows_of = |width: &usize| width.div_ceil(columns.max(1)).max(1);
                let above: usize = self.drawn.iter().map(rows_of).sum();
                if above > 0 {
                    text = format!("\x1b[{above}A\r\x1b[J");
                }
                let room = [columns.saturating_sub(1).max(2), rows.saturating_sub(2).max(1)];
                cells.lines(room, self.colour)
            }
        };
        let line = line.trim_end();
        lines.push(match room {
            None => line.to_owned(),
            Some([columns, _]) => truncate_str(line, columns.saturating_sub(1), "…").into_owned(),
        });
        self.drawn = lines.iter().map(|line| measure_text_width(line)).collect();
        lines.iter().for_each(|line| text.extend([line, "\n"]));
        text
    }
}

fn write(text: &str) -> Result<bool, Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a terminal shows.
    struct Terminal {
        columns: usize,
        rows: Vec<String>,
    }

    impl Terminal {
        /// A prompt, and the cursor below.
        fn new(columns: usize) -> Self {
            Self { columns, rows: vec!["prompt".to_owned(), String::new()] }
        }

        fn show(&mut self, text: &str) {
            let mut signs = text.chars();
            while let Some(sign) = signs.next() {
                match sign {
                    '\x1b' => {
                        let mut code = String::new();
                        while !code.ends_with(|sign: char| sign.is_ascii_alphabetic()) {
                            code.extend(signs.next().filter(|sign| *sign != '['));
                        }
                        if let Some(rows) = code.strip_suffix('A') {
                            let rows: usize = rows.parse().expect("a number");
                            let left = self.rows.len().checked_sub(1 + rows);
                            self.rows.truncate(1 + left.expect("not above the top"));
                        } else if code.ends_with('J') {
                            // what is below is gone already
                            *self.rows.last_mut().expect("a row") = String::new();
                        }
                    }
                    '\n' => self.rows.push(String::new()),
                    '\r' => {}
                    sign => {
                        if self.rows.last().is_some_and(|row| row.chars().count() == self.columns) {
                            self.rows.push(String::new());
                        }
                        self.rows.last_mut().expect("a row").push(sign);
                    }
                }
            }
        }

        /// Breaks the rows anew.
        fn resize(&mut self, columns: usize) {
            self.columns = columns;
            let rows = std::mem::take(&mut self.rows);
            for row in rows {
                let signs: Vec<_> = row.chars().collect();
                let parts = signs.chunks(columns).map(|part| part.iter().collect());
                self.rows.extend(parts);
                if signs.is_empty() {
                    self.rows.push(row);
                }
            }
        }
    }

    fn screen(colour: bool, room: fn() -> Option<Room>) -> Screen {
        Screen { colour, room, drawn: Vec::new() }
    }

    const LINE: &str = "12 a picture with a long name.png 64x64 hash 01234567 steps 9 cycles 123456 \
                        settle-ms 12.34 answer-ms 23.4 shown 12 crc 0 length 0 size 0 unknown 0\n";

    std::thread_local! {
        static ROOM: std::cell::Cell<Room> = const { std::cell::Cell::new([80, 24]) };
    }

    #[test]
    fn a_drawing_keeps_its_place_at_any_size() {
        for colour in [true, false] {
            for side in [12, 48, 142] {
                let cells = Cells::activity(side, &vec![200; side * side]);
                for columns in 20..=200 {
                    let rows = 10 + columns % 37;
                    ROOM.set([columns, rows]);
                    let mut screen = screen(colour, || Some(ROOM.get()));
                    let mut terminal = Terminal::new(columns);
                    terminal.show(&screen.frame(&cells, LINE));
                    let once = terminal.rows.clone();
                    assert!(once.len() <= 1 + rows, "{side} {columns}×{rows}");
                    for _ in 0..3 {
                        terminal.show(&screen.frame(&cells, LINE));
                        assert!(terminal.rows == once, "{side} {columns}×{rows}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_drawing_keeps_its_place_when_the_size_changes() {
        let cells = Cells::activity(24, &[200; 24 * 24]);
        for colour in [true, false] {
            let mut screen = screen(colour, || Some(ROOM.get()));
            let mut terminal = Terminal::new(100);
            ROOM.set([100, 60]);
            for columns in [100, 33, 20, 90, 21, 150] {
                terminal.resize(columns);
                ROOM.set([columns, 60]);
                terminal.show(&screen.frame(&cells, LINE));
                let mut fresh = Terminal::new(columns);
                let mut other = Screen { colour, room: || Some(ROOM.get()), drawn: Vec::new() };
                fresh.show(&other.frame(&cells, LINE));
                assert!(terminal.rows == fresh.rows, "{columns}");
            }
        }
    }

    #[test]
    fn text_that_goes_on_is_whole() {
        let mut screen = screen(false, || None);
        let cells = Cells::activity(2, &[0, 255, 128, 0]);
        for _ in 0..2 {
            assert_eq!(screen.frame(&cells, LINE), format!("  @@\n++\n{LINE}"));
        }
    }
}
