//! Picture files, made square and grey for a retina.

use crate::failure::Failure;
use image::{
    GrayImage, ImageReader,
    imageops::{self, FilterType},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The side that larger pictures are reduced to unless another is asked for.
pub const USUAL_SIDE: u8 = 64;

/// A square picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    /// The file's name.
    pub name: String,
    /// Pixels in a row, and rows.
    pub side: u8,
    /// Row by row.
    pub pixels: Vec<u8>,
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|found| extensions.iter().any(|e| found.eq_ignore_ascii_case(e)))
}

/// The files, and in place of each folder its PNG, PGM and raw files in the order of their names.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let wrong = |error| Failure::file(path, error);
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(wrong)? {
            let file = entry.map_err(wrong)?.path();
            if file.is_file() && has_extension(&file, &["png", "pgm", "raw"]) {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            return Err(Failure::file(path, "no .png, .pgm or .raw file in it"));
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

impl Grey {
    /// Reads a file and takes its middle square, scaled to the given side, or as it is up to
    /// [`USUAL_SIDE`]. Raw bytes are rows of `width`, or else a square.
    pub fn read(path: &Path, width: Option<u32>, side: Option<u8>) -> Result<Self, Failure> {
        let wrong = |why: String| Failure::file(path, why);
        let image = if has_extension(path, &["raw"]) {
            let bytes = fs::read(path).map_err(|error| Failure::file(path, error))?;
            raw(bytes, width).map_err(wrong)?
        } else {
            let read = || ImageReader::open(path)?.with_guessed_format()?.decode();
            read().map_err(|error| Failure::file(path, error))?.into_luma8()
        };
        let (width, height) = image.dimensions();
        let own = width.min(height);
        if own == 0 {
            return Err(wrong("no pixels".into()));
        }
        let (x, y) = ((width - own) / 2, (height - own) / 2);
        let square = imageops::crop_imm(&image, x, y, own, own).to_image();
        let side = side.unwrap_or(own.min(USUAL_SIDE.into()) as u8);
        let scaled = match u32::from(side) {
            side if side == own => square,
            side => imageops::resize(&square, side, side, FilterType::Triangle),
        };
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { name, side, pixels: scaled.into_raw() })
    }
}

fn raw(bytes: Vec<u8>, width: Option<u32>) -> Result<GrayImage, String> {
    let len = bytes.len() as u64;
    let row = width.map_or(len.isqrt(), u64::from);
    let height = len.checked_div(row).unwrap_or(0);
    if len == 0 || row * height != len {
        return Err(format!("{len} bytes are not whole rows of {row}"));
    }
    if width.is_none() && row != height {
        return Err(format!("{len} bytes are no square; --width says how long a row is"));
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
        for (len, width) in
            [(0, None), (35, None), (37, None), (36, Some(0)), (36, Some(8)), (4, Some(5))]
        {
            assert!(raw(vec![7; len], width).is_err(), "{len} {width:?}");
        }
    }
}
