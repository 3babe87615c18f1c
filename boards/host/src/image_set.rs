//! The pictures in files that a training sees, or sees parts of.

use crate::{error::Error, framing::Fit, grey::Grey, leaves::LeafParams};
#[cfg(feature = "tool")]
use crate::{framing::Framing, grey::MOST, image_file};
use lissom::{
    SheetOf, input::Stream, number::Activity, random::Pcg32, side::Side, snapshot::Section,
};
use std::{path::PathBuf, sync::Arc};

/// What a training sees of the images in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Parts, at random places.
    Parts,
    /// All of each, made a square.
    Whole(Fit),
}

/// What is shown of an image, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartParams {
    /// Pixels across and down a part.
    pub window: u32,
    /// Whether each part is turned by a random angle.
    pub turned: bool,
    /// The least and the largest white, 0 to 1; drawn for each picture where they differ.
    pub contrast: [f64; 2],
}

impl PartParams {
    /// Upright parts, of which each of the retina's cells sees a pixel.
    pub const fn usual(retina: usize) -> Self {
        Self { window: retina as u32, turned: false, contrast: [1.0; 2] }
    }

    /// Whether pictures are shown as they are.
    pub fn is_usual(&self) -> bool {
        !self.turned && self.contrast == [1.0; 2]
    }

    /// All numbers but the window.
    pub fn numbers(&self) -> [f64; 3] {
        let [low, high] = self.contrast;
        [f64::from(u8::from(self.turned)), low, high]
    }
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
    images: Arc<[Grey]>,
    /// Pixels across and down a part; 0 for whole pictures.
    window: usize,
    parts: PartParams,
}

/// Window and hash of the pictures in files, by which a snapshot knows them.
pub type Fingerprint = [u32; 2];

impl ImageSet {
    /// Reads files, and those in folders, for a retina of this side.
    ///
    /// # Errors
    ///
    /// One cannot be read or is smaller than a part, or all together take more than 256 MiB.
    #[cfg(feature = "tool")]
    pub fn read(params: &ImageParams, retina: usize) -> Result<Self, Error> {
        let ImageParams { files, background, .. } = params;
        let window = params.window();
        let (mut images, mut bytes) = (Vec::new(), 0);
        for path in &image_file::files(files)? {
            let grey = image_file::read(path, None, *background)?;
            let grey = match params.shown {
                Shown::Parts => grey,
                Shown::Whole(fit) => {
                    let framing = Framing { fit, background: *background };
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

    /// The pictures in the order of a seed.
    pub fn stream(&self, seed: u64) -> ImageStream {
        ImageStream { images: self.clone(), random: Pcg32::new(seed, 3) }
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

/// An endless stream of parts, with the bits of [`Patches`](lissom::input::Patches), or of whole
/// pictures.
#[derive(Debug, Clone)]
pub struct ImageStream {
    images: ImageSet,
    random: Pcg32,
}

impl ImageStream {
    /// What a snapshot holds of it: the same bytes as of `Patches`.
    pub const fn section(&self) -> &dyn Section {
        &self.random
    }

    /// What a snapshot changes of it.
    pub const fn section_mut(&mut self) -> &mut dyn Section {
        &mut self.random
    }
}

impl<A: Activity, S: Side> Stream<A, S> for ImageStream {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let Self { images: ImageSet { images, window, parts }, random } = self;
        let image = match &**images {
            [image] => image, // without drawing a number
            images => &images[random.below(images.len() as u32) as usize],
        };
        // the images were checked when they were read
        let _ = if *window == 0 {
            image.show(retina)
        } else if parts.turned {
            image.show_turned(*window, random, retina)
        } else {
            let mut place = |size: usize| {
                let places = (size - *window) as u64 + 1;
                ((u64::from(random.next_u32()) * places) >> 32) as usize
            };
            let [width, height] = image.size();
            let corner = [place(height), place(width)];
            image.show_part(corner, [*window; 2], retina)
        };
        if parts.contrast != [1.0; 2] {
            let [low, high] = parts.contrast.map(|contrast| (contrast * ONE).round() as u32);
            let white =
                i64::from(if low < high { low + random.below(high - low + 1) } else { low });
            for cell in retina.units_mut() {
                *cell = A::from_q24(((i64::from(cell.to_q24()) * white) >> 15) as i32);
            }
        }
    }
}

/// One in steps of a contrast.
const ONE: f64 = 32_768.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grey::Samples;
    use lissom::{
        Sheet,
        input::{GreyImage, Patches},
    };

    fn pixels(width: usize, height: usize) -> Vec<u8> {
        (0..width * height).map(|i| (i * i / 3 + width) as u8).collect()
    }

    fn grey(width: usize, height: usize) -> Grey {
        Grey::new(Samples::Eight(pixels(width, height)), width, height).unwrap()
    }

    #[test]
    fn a_stream_shows_what_patches_show() {
        let set = ImageSet {
            images: [grey(15, 20), grey(30, 10)].into(),
            window: 9,
            parts: PartParams::usual(9),
        };
        let mut ours = set.stream(7);
        let both = [(15, 20), (30, 10)].map(|(width, height)| pixels(width, height));
        let images = [
            GreyImage::new(&both[0], 15, 20, 15).unwrap(),
            GreyImage::new(&both[1], 30, 10, 30).unwrap(),
        ];
        let mut theirs = Patches::new(&images, 9, 7).unwrap();
        assert_eq!(set.fingerprint().unwrap(), [9, theirs.hash()]);
        for _ in 0..50 {
            let (mut a, mut b) = (Sheet::<f32, 9>::new(), Sheet::new());
            ours.draw(&mut a);
            theirs.draw(&mut b);
            assert_eq!(a, b);
        }
    }

    #[test]
    fn whole_pictures_are_shown_in_turn() {
        let images = [grey(15, 15), grey(30, 30)];
        let parts = PartParams::usual(9);
        let mut ours = ImageSet { images: images.clone().into(), window: 0, parts }.stream(7);
        let mut seen = [0, 0];
        for _ in 0..50 {
            let mut found = Sheet::<f32, 9>::new();
            ours.draw(&mut found);
            for (seen, image) in seen.iter_mut().zip(&images) {
                let mut whole = Sheet::<f32, 9>::new();
                image.show(&mut whole).unwrap();
                *seen += usize::from(whole == found);
            }
        }
        assert!(seen[0] + seen[1] == 50 && seen[0] > 15 && seen[1] > 15, "{seen:?}");
    }

    /// A range of contrasts is uniform, and a picture has one.
    #[test]
    fn contrasts_are_drawn() {
        let white = Grey::new(Samples::Eight(vec![255; 400]), 20, 20).unwrap();
        let parts = PartParams { window: 9, turned: true, contrast: [0.2, 0.8] };
        let mut ours = ImageSet { images: [white].into(), window: 9, parts }.stream(1);
        let mut found = Sheet::<f64, 9>::new();
        let all: Vec<_> = (0..800)
            .map(|_| {
                ours.draw(&mut found);
                assert!(found.units().iter().all(|&cell| cell == found.0[0][0]));
                found.0[0][0]
            })
            .collect();
        let mean = all.iter().sum::<f64>() / 800.0;
        let (least, most) = all.iter().fold((1.0_f64, 0.0_f64), |(a, b), &x| (a.min(x), b.max(x)));
        assert!((mean - 0.5).abs() < 0.02 && least < 0.21 && most > 0.79, "{mean} {least} {most}");
        assert!((0.2..=0.8 + 1e-9).contains(&least) && most < 0.8 + 1e-4);
    }
}
