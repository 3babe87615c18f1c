//! Picture files, made square and grey for a retina.

use crate::{error::Error, image_file};
use image::imageops::{self, FilterType};
use std::path::Path;

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

impl Grey {
    /// Reads a file and takes its middle square, scaled to the given side, or as it is up to
    /// [`USUAL_SIDE`]. Raw bytes are rows of `width`, or else a square.
    pub fn read(path: &Path, width: Option<u32>, side: Option<u8>) -> Result<Self, Error> {
        let image = image_file::read(path, width)?;
        let (width, height) = image.dimensions();
        let own = width.min(height);
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
