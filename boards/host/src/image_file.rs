//! Picture files as grey pixels.

use crate::{bounded, error::Error};
use image::{GrayImage, ImageReader};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|found| extensions.iter().any(|e| found.eq_ignore_ascii_case(e)))
}

/// The files, and in place of each folder its PNG, PGM and raw files in the order of their names.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let wrong = |error| Error::file(path, error);
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(wrong)? {
            let file = entry.map_err(wrong)?.path();
            if file.is_file() && has_extension(&file, &["png", "pgm", "raw"]) {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            return Err(Error::file(path, "no .png, .pgm or .raw file in it"));
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// Reads a file: PNG, PGM, or raw bytes in rows of `width`, or else a square.
pub fn read(path: &Path, width: Option<u32>) -> Result<GrayImage, Error> {
    let wrong = |why: String| Error::file(path, why);
    let image = if has_extension(path, &["raw"]) {
        raw(bounded::read(path)?, width).map_err(wrong)?
    } else {
        let read = || ImageReader::open(path)?.with_guessed_format()?.decode();
        read().map_err(|error| Error::file(path, error))?.into_luma8()
    };
    match image.dimensions() {
        (0, _) | (_, 0) => Err(wrong("no pixels".into())),
        _ => Ok(image),
    }
}

fn raw(bytes: Vec<u8>, width: Option<u32>) -> Result<GrayImage, String> {
    let len = bytes.len() as u64;
    let row = width.map_or(len.isqrt(), u64::from);
    let height = len.checked_div(row).unwrap_or(0);
    if len == 0 {
        return Err("the file is empty".into());
    }
    if width.is_none() && row * row != len {
        return Err(format!("{len} bytes are no square; --width says how long a row is"));
    }
    if row * height != len {
        return Err(format!("{len} bytes are not whole rows of {row}"));
    }
    let [width, height] = [row, height].map(u32::try_from);
    let image = width.ok().zip(height.ok());
    let image = image.and_then(|(width, height)| GrayImage::from_raw(width, height, bytes));
    image.ok_or_else(|| format!("{len} bytes are too many"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_bytes_are_rows() {
        assert_eq!(raw(vec![7; 36], None).map(|image| image.dimensions()), Ok((6, 6)));
        assert_eq!(raw(vec![7; 36], Some(9)).map(|image| image.dimensions()), Ok((9, 4)));
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
            assert!(refusal.contains(why), "{len} {width:?}: {refusal}");
        }
    }
}
