//! The images in files, of which a training sees parts.

use crate::{error::Error, image_file};
use lissom::{
    SheetOf,
    input::{GreyImage, Patches, Stream},
    number::Activity,
    random::Pcg32,
    side::Side,
    snapshot::Section,
};
use std::{path::PathBuf, sync::Arc};

/// Grey images, and how large a part of them is shown. Copies share the pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSet {
    images: Arc<[Image]>,
    window: usize,
}

#[derive(Debug, PartialEq, Eq)]
struct Image {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
}

impl Image {
    const fn grey(&self) -> Result<GreyImage<'_>, lissom::Error> {
        GreyImage::new(self.pixels.as_slice(), self.width, self.height, self.width)
    }
}

/// Window and hash of the images in files, by which a snapshot knows them.
pub type Fingerprint = [u32; 2];

impl ImageSet {
    /// Reads files, and those in folders, for parts of `window` × `window` pixels.
    pub fn read(paths: &[PathBuf], window: usize) -> Result<Self, Error> {
        let read = |path: &PathBuf| {
            let image = image_file::read(path, None)?;
            let [width, height] = [image.width() as usize, image.height() as usize];
            if window > width.min(height) {
                let message = format!("{width} × {height} pixels, no part of {window} × {window}");
                return Err(Error::file(path, message));
            }
            Ok(Image { pixels: image.into_raw(), width, height })
        };
        let images = image_file::files(paths)?.iter().map(read).collect::<Result<_, Error>>()?;
        Ok(Self { images, window })
    }

    /// The parts in the order of a seed.
    pub fn stream(&self, seed: u64) -> Result<ImageStream, Error> {
        let random = self.with_patches(seed, |patches| copy(patches, Pcg32::new(0, 0)))?;
        Ok(ImageStream { images: self.clone(), random })
    }

    /// Window and hash.
    pub fn fingerprint(&self) -> Result<Fingerprint, Error> {
        self.with_patches(0, |patches| [self.window as u32, patches.hash()]).map_err(Error::from)
    }

    /// The images as the core knows them, for as long as `work` takes.
    fn with_patches<R>(
        &self,
        seed: u64,
        work: impl FnOnce(&mut Patches<'_>) -> R,
    ) -> Result<R, lissom::Error> {
        let images = self.images.iter().map(Image::grey).collect::<Result<Vec<_>, _>>()?;
        Ok(work(&mut Patches::new(&images, self.window, seed)?))
    }
}

/// An endless stream of parts.
#[derive(Debug, Clone)]
pub struct ImageStream {
    images: ImageSet,
    /// The generator of [`Patches`].
    random: Pcg32,
}

impl ImageStream {
    /// What a snapshot holds of it: the same bytes as of [`Patches`].
    pub fn section(&self) -> &dyn Section {
        &self.random
    }

    /// What a snapshot changes of it.
    pub fn section_mut(&mut self) -> &mut dyn Section {
        &mut self.random
    }
}

impl<A: Activity, S: Side> Stream<A, S> for ImageStream {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let Self { images, random } = self;
        let next = images.with_patches(0, |patches| {
            *patches = copy(random, patches.clone());
            patches.draw(retina);
            copy(patches, *random)
        });
        // the images were checked when the stream was made
        if let Ok(next) = next {
            *random = next;
        }
    }
}

/// `to` with the bytes of `from`: one generator's state in another place.
fn copy<S: Section>(from: &dyn Section, mut to: S) -> S {
    let mut bytes = vec![0; from.size()];
    from.copy_out(0, &mut bytes);
    to.copy_in(0, &bytes);
    to
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Sheet;

    #[test]
    fn a_stream_shows_what_patches_show() {
        let image = |width, height| {
            let pixels = (0..width * height).map(|i| (i * i / 3 + width) as u8).collect();
            Image { pixels, width, height }
        };
        let set = ImageSet { images: [image(15, 20), image(30, 10)].into(), window: 9 };
        let mut ours = set.stream(7).unwrap();
        let images = [0, 1].map(|index: usize| set.images[index].grey().unwrap());
        let mut theirs = Patches::new(&images, 9, 7).unwrap();
        assert_eq!(set.fingerprint().unwrap(), [9, theirs.hash()]);
        for _ in 0..50 {
            let (mut a, mut b) = (Sheet::<f32, 9>::new(), Sheet::new());
            ours.draw(&mut a);
            theirs.draw(&mut b);
            assert_eq!(a, b);
        }
    }
}
