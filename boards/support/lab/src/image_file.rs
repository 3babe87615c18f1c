//! Picture files as grey pixels, and folders of them.

use crate::{decode::decode, notice::tell};
use lissom_experiment::{
    bounded,
    error::Error,
    grey::{Grey, MOST, Samples},
};
use std::{
    fs::{self, File},
    io::{BufReader, Cursor},
    path::{Path, PathBuf},
};

/// How the names of pictures end that are read in folders.
const ENDS: [&str; 11] =
    ["png", "jpg", "jpeg", "webp", "gif", "pbm", "pgm", "ppm", "pnm", "pam", "raw"];

/// The most names that a line has of files that are skipped.
const SHOWN: usize = 5;

fn ends_with(path: &Path, ends: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|found| ends.iter().any(|end| found.eq_ignore_ascii_case(end)))
}

/// The files, and in place of each folder its pictures in the order of their names. A line on
/// stderr names what else is in the folder.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.append(&mut inside(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let wrong = |error| Error::file(folder, error);
    let entries = fs::read_dir(folder).map_err(wrong)?;
    let entries = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut all = entries.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    all.sort();
    let (pictures, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|file| file.is_file() && ends_with(file, &ENDS));
    if pictures.is_empty() {
        let why = format!("no picture in it; their names end with .{}", ENDS.join(", ."));
        return Err(Error::file(folder, why));
    }
    if !others.is_empty() {
        let names = others.iter().take(SHOWN).filter_map(|path| path.file_name());
        let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
        let more = match others.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        tell(&format!("{}: skipped {}{more}", folder.display(), names.join(", ")));
    }
    Ok(pictures)
}

/// Whether a file is read as raw bytes.
pub fn is_raw(path: &Path) -> bool {
    ends_with(path, &["raw"])
}

/// Reads a picture, `-` from standard input. The bytes of a `.raw` file are rows of `width`, or
/// else a square; transparent pixels lie on a ground of this intensity, 0 to 1.
pub fn read(path: &Path, width: Option<u32>, ground: f64) -> Result<Grey, Error> {
    let read = || {
        if is_raw(path) {
            raw(bounded::read(path)?, width)
        } else if path.is_file() {
            let file = File::open(path)?;
            let bytes = file.metadata()?.len();
            // some decoders read all of it before they look at it
            if bytes > MOST + (1 << 16) {
                let (found, most) = (bytes >> 20, MOST >> 20);
                return Err(Error::new(format!("a file of {found} MiB; at most {most} are read")));
            }
            decode(&mut BufReader::new(file), ground)
        } else {
            // what cannot be read twice
            decode(&mut Cursor::new(bounded::read(path)?), ground)
        }
    };
    read().map_err(|error| error.of(path))
}

fn raw(bytes: Vec<u8>, width: Option<u32>) -> Result<Grey, Error> {
    let len = bytes.len();
    let row = width.map_or(len.isqrt(), |width| width as usize);
    let height = len.checked_div(row).unwrap_or(0);
    let wrong = |why: String| Err(Error::new(why));
    if len == 0 {
        return wrong("the file is empty".into());
    }
    if width.is_none() && row * row != len {
        return wrong(format!(
            "{len} bytes are no square; `send --width` and `settle --raw` take other rows"
        ));
    }
    if row * height != len {
        return wrong(format!("{len} bytes are not whole rows of {row}"));
    }
    Grey::new(Samples::Eight(bytes), row, height)
}

/// Reads `height` rows of `width` raw bytes, a row every `stride`. The last row may end with its
/// pixels or with its stride.
pub fn read_rows(path: &Path, [width, height, stride]: [usize; 3]) -> Result<Grey, Error> {
    let bytes = bounded::read(path)?;
    rows(&bytes, [width, height, stride]).map_err(|error| error.of(path))
}

fn rows(bytes: &[u8], [width, height, stride]: [usize; 3]) -> Result<Grey, Error> {
    let wrong = |why: String| Err(Error::new(why));
    if width == 0 || height == 0 {
        return wrong(format!("--width {width} --height {height}: no pixels"));
    }
    if stride < width {
        return wrong(format!("--stride {stride} is below --width {width}"));
    }
    let last = stride.checked_mul(height - 1).and_then(|rows| rows.checked_add(width));
    let most = stride.saturating_mul(height);
    let found = bytes.len();
    if last.is_none_or(|last| found < last) || found > most {
        let every = if stride == width { String::new() } else { format!(", one every {stride}") };
        return wrong(format!("{found} bytes are not {height} rows of {width}{every}: {most}"));
    }
    let pixels = bytes.chunks(stride).flat_map(|row| &row[..width]).copied().collect();
    Grey::new(Samples::Eight(pixels), width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_bytes_are_rows() {
        let size = |width| raw(vec![7; 36], width).map(|grey| grey.size());
        assert_eq!([size(None), size(Some(9))], [Ok([6, 6]), Ok([9, 4])]);
        for (len, width, why) in [
            (0, None, "empty"),
            (0, Some(5), "empty"),
            (35, None, "no square"),
            (37, None, "no square"),
            (36, Some(0), "rows of 0"),
            (36, Some(8), "rows of 8"),
            (4, Some(5), "rows of 5"),
        ] {
            let refusal = raw(vec![7; len], width).expect_err("it is no picture");
            assert!(refusal.line().contains(why), "{len} {width:?}: {refusal:?}");
        }
    }

    #[test]
    fn rows_take_all_bytes() {
        let grey = rows(&[1, 2, 9, 3, 4], [2, 2, 3]).unwrap();
        assert_eq!(grey.samples(), &Samples::Eight(vec![1, 2, 3, 4]));
        assert_eq!(rows(&[1, 2, 9, 3, 4, 9], [2, 2, 3]).unwrap(), grey);
        for (len, size, why) in [
            (4, [2, 2, 3], "4 bytes are not 2 rows of 2, one every 3: 6"),
            (7, [2, 2, 3], "7 bytes"),
            (5, [2, 2, 2], "5 bytes are not 2 rows of 2: 4"),
            (4, [0, 2, 2], "no pixels"),
            (4, [2, 2, 1], "--stride 1 is below --width 2"),
            (4, [usize::MAX, 2, usize::MAX], "4 bytes"),
        ] {
            let refusal = rows(&vec![7; len], size).expect_err(why);
            assert!(refusal.line().contains(why), "{refusal:?}");
        }
    }
}
