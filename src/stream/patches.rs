//! Parts of images.

use super::Stream;
use crate::{
    error::Error,
    image::GreyImage,
    number::Number,
    random::Pcg32,
    sheet::{FNV, Sheet, fnv},
};

/// Square parts of images at random places: each image as often as the others, each place in it as often
/// as the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Patches<'a> {
    images: &'a [GreyImage<'a>],
    window: usize,
    pub(crate) random: Pcg32,
}

impl<'a> Patches<'a> {
    /// Parts of `window` × `window` pixels, each shown on the whole retina.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyImage`] for no image, [`Error::Window`] unless the window fits into each.
    pub const fn new(images: &'a [GreyImage<'a>], window: usize, seed: u64) -> Result<Self, Error> {
        if images.is_empty() {
            return Err(Error::EmptyImage);
        }
        let mut next = 0;
        while next < images.len() {
            if let Err(error) = images[next].part(0, 0, window, window) {
                return Err(error);
            }
            next += 1;
        }
        Ok(Self { images, window, random: Pcg32::new(seed, 3) })
    }

    /// A hash of the window and of all images, by which a snapshot knows its pictures
    /// ([`Identity::and`](crate::snapshot::Identity::and)). Cost: the images' pixels.
    pub fn hash(&self) -> u32 {
        let window = (self.window as u32).to_le_bytes();
        let images = self.images.iter().map(|image| image.hash().to_le_bytes());
        window.into_iter().chain(images.flatten()).fold(FNV, fnv)
    }
}

impl<T: Number, const SIDE: usize> Stream<T, SIDE> for Patches<'_> {
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>) {
        let image = match self.images {
            [image] => image, // and no number is drawn
            images => &images[self.random.below(images.len() as u32) as usize],
        };
        let mut place = |size: usize| {
            let places = (size - self.window) as u64 + 1;
            ((u64::from(self.random.next_u32()) * places) >> 32) as usize
        };
        let (row, column) = (place(image.height()), place(image.width()));
        if let Ok(part) = image.part(row, column, self.window, self.window) {
            retina.show(&part);
        }
    }
}
