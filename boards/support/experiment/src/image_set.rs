//! The pictures in files that a training sees, or sees parts of.

use crate::{
    error::Error,
    framing::{Fit, Framing},
    grey::{Grey, MOST},
    leaves::LeafParams,
    part::PartParams,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// What a training sees of the images in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Parts, at random places.
    Parts,
    /// All of each, made a square.
    Whole(Fit),
}

/// The images in files that a training sees.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageParams {
    /// Files, and folders of them.
    pub files: Vec<PathBuf>,
    /// What it sees of them.
    pub shown: Shown,
    /// What a part is, and how bright all pictures are.
    pub parts: PartParams,
    /// What lies under transparent pixels and beside padded pictures, 0 to 1.
    pub background: f64,
    /// The images, once they are read; without them a map can be measured, but no training go on.
    pub set: Option<ImageSet>,
}

impl ImageParams {
    /// Pixels across and down a part; 0 for whole images.
    pub const fn window(&self) -> u32 {
        match self.shown {
            Shown::Parts => self.parts.window,
            Shown::Whole(_) => 0,
        }
    }
}

/// Grey pictures, and how large a part of them is shown. Copies share the pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageSet {
    pub(crate) images: Arc<[Grey]>,
    /// Pixels across and down a part; 0 for whole pictures.
    pub(crate) window: usize,
    pub(crate) parts: PartParams,
}

/// Window and hash of the pictures in files, by which a snapshot knows them.
pub type Fingerprint = [u32; 2];

impl ImageSet {
    /// The pictures in these files, as `read` reads them, for a retina of this side.
    ///
    /// # Errors
    ///
    /// One cannot be read or is smaller than a part, or all together take more than 256 MiB.
    pub fn of_files(
        params: &ImageParams,
        retina: usize,
        files: &[PathBuf],
        read: &dyn Fn(&Path) -> Result<Grey, Error>,
    ) -> Result<Self, Error> {
        let window = params.window();
        let (mut images, mut bytes) = (Vec::new(), 0);
        for path in files {
            let grey = read(path)?;
            let grey = match params.shown {
                Shown::Parts => grey,
                Shown::Whole(fit) => {
                    let framing = Framing { fit, background: params.background };
                    framing.for_retina(grey, retina).map_err(|error| error.of(path))?
                }
            };
            let [width, height] = grey.size();
            if window as usize > width.min(height) {
                let why = format!("{width} × {height} pixels, no part of {window} × {window}");
                return Err(Error::file(path, why));
            }
            if window > 0 && params.parts.turned && !grey.turns(window as usize) {
                let why = format!(
                    "{width} × {height} pixels, too few to turn parts of {window} × {window}: their \
                     diagonal must fit"
                );
                return Err(Error::file(path, why));
            }
            bytes += grey.bytes();
            if bytes > MOST {
                let (count, most) = (images.len() + 1, MOST >> 20);
                let why = format!("the first {count} pictures take more than {most} MiB");
                return Err(Error::file(path, why));
            }
            images.push(grey);
        }
        Ok(Self { images: images.into(), window: window as usize, parts: params.parts })
    }

    /// Dead leaves.
    ///
    /// # Errors
    ///
    /// A part is larger than an image.
    pub fn of_leaves(params: &LeafParams) -> Result<Self, Error> {
        let LeafParams { pixels, parts, .. } = *params;
        let images = params.images()?;
        let window = parts.window as usize;
        let fits = |grey: &Grey| window <= pixels as usize && (!parts.turned || grey.turns(window));
        if !images.iter().all(fits) {
            let turned = if parts.turned { "turned " } else { "" };
            let why = format!(
                "pictures.window {window}: no {turned}part of leaves of pictures.pixels {pixels}"
            );
            return Err(Error::new(why));
        }
        Ok(Self { images: images.into(), window, parts })
    }

    /// Window and hash: as [`Patches::hash`](lissom::input::Patches::hash) has it.
    pub fn fingerprint(&self) -> Result<Fingerprint, Error> {
        let window = self.window as u32;
        let mut hash = fnv(0x811c_9dc5, window);
        for image in &*self.images {
            hash = fnv(hash, image.hash()?);
        }
        Ok([window, hash])
    }
}

/// 32-bit FNV-1a goes on with the bytes of a number, the lowest first.
fn fnv(hash: u32, number: u32) -> u32 {
    let next = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    number.to_le_bytes().into_iter().fold(hash, next)
}
