//! What the display says beside the sheets, and how it fills the room for text.

use crate::text::Line;

/// A thing that is said: a word, a number, or both.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact {
    word: &'static str,
    value: Line,
    /// Characters that the longest value needs.
    longest: usize,
}

impl Fact {
    /// Nothing to say.
    pub(crate) const NONE: Self = Self::new("", Line::new(), 0);

    pub(crate) const fn new(word: &'static str, value: Line, longest: usize) -> Self {
        Self { word, value, longest }
    }

    /// Characters in one row.
    fn width(&self) -> usize {
        if self.word.is_empty() { self.longest } else { self.word.len() + 1 + self.longest }
    }

    /// Rows that it takes: the number may go below the word. 0 if it does not fit.
    fn rows(&self, columns: usize) -> usize {
        if self.longest == 0 {
            0
        } else if self.width() <= columns {
            1
        } else if !self.word.is_empty() && self.word.len().max(self.longest) <= columns {
            2
        } else {
            0
        }
    }
}

/// A piece of text at a row and a column, so wide that it covers what was there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) width: usize,
    pub(crate) line: Line,
}

/// Whether the words of all facts fit into `columns`.
pub(crate) fn fit(facts: &[Fact], columns: usize) -> bool {
    facts.iter().all(|fact| fact.longest == 0 || fact.rows(columns) > 0)
}

/// Places facts into `columns` × `rows` characters: each in rows of its own if all have room, else
/// one after the other, and those left out that do not fit.
pub(crate) fn place<const N: usize>(
    facts: [Fact; N],
    columns: usize,
    rows: usize,
    mut piece: impl FnMut(Piece),
) {
    let all: usize = facts.iter().map(|fact| fact.rows(columns)).sum();
    let apart = all <= rows;
    let (mut row, mut column) = (0, 0);
    for fact in facts {
        let height = fact.rows(columns);
        let width = fact.width();
        if column > 0 && (apart || height > 1 || column + width > columns) {
            (row, column) = (row + 1, 0);
        }
        if height == 0 || row + height > rows {
            continue;
        }
        let word = Line::new().text(fact.word);
        let line = if height > 1 || fact.word.is_empty() {
            fact.value
        } else {
            word.text(" ").text(&fact.value)
        };
        if height > 1 {
            piece(Piece { row, column, width: columns, line: word });
            row += 1;
        }
        let wide = apart || height > 1;
        piece(Piece { row, column, width: if wide { columns } else { width }, line });
        if wide {
            row += 1;
        } else {
            column += width + 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{string::String, vec, vec::Vec};

    fn text(facts: [Fact; 3], columns: usize, rows: usize) -> Vec<String> {
        let mut text = vec![vec![b' '; columns]; rows];
        place(facts, columns, rows, |Piece { row, column, width, line }| {
            text[row][column..column + width].copy_from_slice(line.padded(width).as_bytes());
        });
        text.into_iter().map(|row| String::from_utf8(row).unwrap().trim_end().into()).collect()
    }

    fn show() -> [Fact; 3] {
        [
            Fact::new("", Line::new().text("bar30"), 8),
            Fact::new("step", Line::new().number(9), 2),
            Fact::new("", Line::new().text("48 ms"), 6),
        ]
    }

    fn development() -> [Fact; 3] {
        [
            Fact::new("picture", Line::new().number(400), 5),
            Fact::new("pinwheels", Line::new().number(101), 4),
            Fact::new("", Line::new().text("8.4/s"), 6),
        ]
    }

    #[test]
    fn rooms_of_all_sizes() {
        assert_eq!(text(show(), 20, 3), ["bar30", "step 9", "48 ms"]);
        assert_eq!(text(show(), 25, 1), ["bar30     step 9   48 ms"]);
        assert_eq!(text(show(), 17, 2), ["bar30     step 9", "48 ms"]);
        assert_eq!(text(show(), 8, 2), ["bar30", "step 9"]);
        assert_eq!(text(development(), 15, 4), ["picture 400", "pinwheels 101", "8.4/s", ""]);
        assert_eq!(text(development(), 9, 5), ["picture", "400", "pinwheels", "101", "8.4/s"]);
        assert_eq!(text(development(), 8, 2), ["picture", "400"]);
        assert!(fit(&show(), 8) && !fit(&show(), 7) && fit(&[Fact::NONE], 0));
        assert!(fit(&development(), 9) && !fit(&development(), 8));
        assert_eq!(text(development(), 31, 1), ["picture 400    pinwheels 101"]);
    }

    #[test]
    fn a_number_that_grows_moves_nothing() {
        let of = |picture| {
            let mut facts = development();
            facts[0] = Fact::new("picture", Line::new().number(picture), 5);
            text(facts, 40, 1)[0].find("pinwheels")
        };
        assert_eq!([of(1), of(20), of(10_000)], [Some(15); 3]);
    }
}
