//! The pictures in files that a training sees, or sees parts of.

use crate::{
    decode::MOST,
    error::Error,
    framing::Framing,
    grey::Grey,
    image_file,
    pictures::{ImageParams, Shown},
};
use lissom::{
    SheetOf, input::Stream, number::Activity, random::Pcg32, side::Side, snapshot::Section,
};
use std::sync::Arc;

/// Grey pictures, and how large a part of them is shown. Copies share the pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSet {
    images: Arc<[Grey]>,
    /// Pixels across and down a part; 0 for whole pictures.
    window: usize,
}

/// Window and hash of the pictures in files, by which a snapshot knows them.
pub type Fingerprint = [u32; 2];

impl ImageSet {
    /// Reads files, and those in folders, for a retina of this side.
    ///
    /// # Errors
    ///
    /// One cannot be read or is smaller than a part, or all together take more than 256 MiB.
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
            bytes += grey.bytes();
            if bytes > MOST {
                let (count, most) = (images.len() + 1, MOST >> 20);
                let why = format!("the first {count} pictures take more than {most} MiB");
                return Err(Error::file(path, why));
            }
            images.push(grey);
        }
        Ok(Self { images: images.into(), window: window as usize })
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
        let Self { images: ImageSet { images, window }, random } = self;
        let image = match &**images {
            [image] => image, // without drawing a number
            images => &images[random.below(images.len() as u32) as usize],
        };
        // the images were checked when they were read
        let _ = if *window == 0 {
            image.show(retina)
        } else {
            let mut place = |size: usize| {
                let places = (size - *window) as u64 + 1;
                ((u64::from(random.next_u32()) * places) >> 32) as usize
            };
            let [width, height] = image.size();
            let corner = [place(height), place(width)];
            image.show_part(corner, [*window; 2], retina)
        };
    }
}

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
        let set = ImageSet { images: [grey(15, 20), grey(30, 10)].into(), window: 9 };
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
        let mut ours = ImageSet { images: images.clone().into(), window: 0 }.stream(7);
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
}
