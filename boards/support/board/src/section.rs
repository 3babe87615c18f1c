//! The section `[package.metadata.lissom]`.

use crate::{Board, Error, Memory, side};
use toml::de::{DeTable, DeValue};

const PATH: [&str; 3] = ["package", "metadata", "lissom"];
const KEYS: [&str; 6] = ["side", "learning", "flash", "ram", "learning-flash", "learning-ram"];

/// What the section says, without the board's name; none where there is no such section.
pub fn read(text: &str) -> Result<Option<Board>, Error> {
    let toml = DeTable::parse(text).map_err(|error| {
        let before = &text[..error.span().map_or(0, |span| span.start)];
        let line = 1 + before.matches('\n').count();
        Error::new(error.message()).at(format!("line {line}"))
    })?;
    let mut table = toml.get_ref();
    for (depth, name) in PATH.iter().enumerate() {
        let Some(value) = table.get(*name) else { return Ok(None) };
        let not_a_table = || Error::new("is not a table").at(PATH[..=depth].join("."));
        table = value.get_ref().as_table().ok_or_else(not_a_table)?;
    }
    section(table).map(Some).map_err(|(key, error)| error.at(format!("{}.{key}", PATH.join("."))))
}

/// The board, or what is wrong with which key.
fn section(table: &DeTable<'_>) -> Result<Board, (String, Error)> {
    let known = |key: &str| KEYS.contains(&key);
    if let Some(key) = table.keys().map(|key| key.get_ref()).find(|key| !known(key)) {
        let expected = format!("not one of {}", KEYS.join(", "));
        return Err((key.to_string(), Error::new(expected)));
    }
    let bytes = |key| of(table, key, kibibytes);
    let side = of(table, "side", units)?;
    let learning = unless_missing(table, "learning", units)?.unwrap_or(side);
    let memory = Memory { flash: bytes("flash")?, ram: bytes("ram")? };
    let other = |key| unless_missing(table, key, kibibytes);
    let learns_in = Memory {
        flash: other("learning-flash")?.unwrap_or(memory.flash),
        ram: other("learning-ram")?.unwrap_or(memory.ram),
    };
    Ok(Board { name: String::new(), side, learning, memory, learns_in })
}

/// The value of a key that may be missing.
fn unless_missing<T>(
    table: &DeTable<'_>,
    key: &str,
    value: impl Fn(&DeValue<'_>) -> Result<T, Error>,
) -> Result<Option<T>, (String, Error)> {
    table.get(key).map(|_| of(table, key, value)).transpose()
}

/// The value of a key.
fn of<T>(
    table: &DeTable<'_>,
    key: &str,
    value: impl Fn(&DeValue<'_>) -> Result<T, Error>,
) -> Result<T, (String, Error)> {
    let found = table.get(key).ok_or_else(|| Error::new("is missing"));
    found.and_then(|found| value(found.get_ref())).map_err(|error| (key.to_owned(), error))
}

fn units(value: &DeValue<'_>) -> Result<u8, Error> {
    match value.as_integer() {
        Some(number) if number.radix() == 10 => side(number.as_str()),
        _ => Err(Error::new("is not a number from 1 to 255")),
    }
}

/// Bytes, of KiB as memory.x writes them.
fn kibibytes(value: &DeValue<'_>) -> Result<usize, Error> {
    let digits = value.as_str().and_then(|text| text.strip_suffix('K'));
    let number = digits.and_then(|digits| digits.parse::<u16>().ok());
    let bytes = number.and_then(|number| usize::from(number).checked_mul(1024));
    bytes.ok_or_else(|| Error::new("is not a size in KiB, such as \"1984K\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_section(lines: &str) -> Result<Option<Board>, String> {
        let text = format!("[package]\nname = \"b\"\n\n[package.metadata.lissom]\n{lines}\n");
        read(&text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_board_is_read() {
        let board = of_section("ram = \"160K\" # of 192\nflash = \"1984K\"\nside = 36").unwrap();
        let memory = Memory { flash: 1984 << 10, ram: 160 << 10 };
        let (name, side) = (String::new(), 36);
        let expected = Board { name, side, learning: 36, memory, learns_in: memory };
        assert_eq!(board, Some(expected.clone()));
        let learns = of_section("side = 36\nlearning = 24\nflash = '1984K'\nram = '160K'").unwrap();
        assert_eq!(learns, Some(Board { learning: 24, ..expected.clone() }));
        let more = of_section("side = 36\nflash = '1984K'\nram = '160K'\nlearning-ram = '188K'");
        let learns_in = Memory { ram: 188 << 10, ..memory };
        assert_eq!(more, Ok(Some(Board { learns_in, ..expected.clone() })));
        let inline = "[package]\nmetadata.lissom = { side = 36, flash = '1984K', ram = '160K' }";
        assert_eq!(read(inline), Ok(Some(expected)));
        for other in ["", "[package]\nname = 'b'", "[package.metadata.docs.rs]\nside = 3"] {
            assert_eq!(read(other), Ok(None), "{other}");
        }
    }

    /// Each wrong section, and its error after `package.metadata.lissom.`
    #[test]
    fn a_wrong_key_is_named() {
        let size = "is not a size in KiB, such as \"1984K\"";
        for (lines, error) in [
            ("side = 36\nflash = '1K'", "ram: is missing"),
            ("side = 300\nflash = '1K'\nram = '1K'", "side: 300 is not a number from 1 to 255"),
            ("side = 0x24\nflash = '1K'\nram = '1K'", "side: is not a number from 1 to 255"),
            (
                "side = 36\nlearning = 0\nflash = '1K'\nram = '1K'",
                "learning: 0 is not a number from 1 to 255",
            ),
            ("side = '36'\nflash = '1K'\nram = '1K'", "side: is not a number from 1 to 255"),
            ("side = 36\nflash = 1984\nram = '1K'", &format!("flash: {size}")),
            ("side = 36\nflash = '1K'\nram = '-1K'", &format!("ram: {size}")),
            ("side = 36\nflash = '1K'\nram = '99999999K'", &format!("ram: {size}")),
            (
                "side = 36\nflsh = '1K'\nram = '1K'",
                "flsh: not one of side, learning, flash, ram, learning-flash, learning-ram",
            ),
        ] {
            let error = format!("package.metadata.lissom.{error}");
            assert_eq!(of_section(lines), Err(error), "{lines}");
        }
        let scalar = read("[package]\nmetadata.lissom = 36").unwrap_err();
        assert_eq!(scalar.to_string(), "package.metadata.lissom: is not a table");
    }

    #[test]
    fn what_is_not_toml_is_named_by_its_line() {
        let error = read("[package]\nname = \"b\"\nside = = 3\n").unwrap_err().to_string();
        assert!(error.starts_with("line 3: "), "{error}");
    }
}
