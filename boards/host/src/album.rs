//! The pictures of files, of which a training sees parts.

use crate::{failure::Failure, image_file};
use lissom::{Error, image::GreyImage, stream::Patches};
use std::path::PathBuf;

/// Grey pictures, in memory as long as the process lives, and how large a part of them is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Album {
    images: &'static [GreyImage<'static>],
    window: usize,
}

impl Album {
    /// Reads files, and those in folders, for parts of `window` × `window` pixels.
    pub fn read(paths: &[PathBuf], window: usize) -> Result<Self, Failure> {
        let read = |path: &PathBuf| {
            let image = image_file::read(path, None)?;
            let [width, height] = [image.width() as usize, image.height() as usize];
            if window > width.min(height) {
                let message = format!("{width} × {height} pixels, no part of {window} × {window}");
                return Err(Failure::file(path, message));
            }
            Ok(GreyImage::new(image.into_raw().leak(), width, height, width)?)
        };
        let images = image_file::files(paths)?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { images: images.leak(), window })
    }

    /// The parts in the order of a seed.
    pub fn patches(self, seed: u64) -> Result<Patches<'static>, Error> {
        Patches::new(self.images, self.window, seed)
    }

    /// Window and hash, by which a snapshot knows it.
    pub fn mark(self) -> Result<Mark, Error> {
        Ok([self.window as u32, self.patches(0)?.hash()])
    }
}

/// Window and hash of the pictures of files.
pub type Mark = [u32; 2];
