//! Parts of images.

use super::Stream;
use crate::{
    error::Error,
    hash::{FNV32, fnv32},
    input::GreyImage,
    number::Activity,
    random::Pcg32,
    sheet::SheetOf,
    side::Side,
};

/// Square parts of images at random places, upright or [turned](Self::turned). All images are
/// equally likely, and so are all places in an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Patches<'a> {
    images: &'a [GreyImage<'a>],
    window: usize,
    is_turned: bool,
    pub(crate) random: Pcg32,
}

impl<'a> Patches<'a> {
    /// Parts of `window` × `window` pixels, each stretched over the whole retina.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyImage`] if there is no image, [`Error::Window`] unless the window fits into
    /// each.
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
        Ok(Self { images, window, is_turned: false, random: Pcg32::new(seed, 3) })
    }

    /// The same parts, each turned by a random angle: [`show_turned`](SheetOf::show_turned).
    ///
    /// # Errors
    ///
    /// [`Error::Window`] unless the window fits into each image at every orientation.
    pub const fn turned(self) -> Result<Self, Error> {
        let mut next = 0;
        while next < self.images.len() {
            if let Err(error) = self.images[next].check_turned(self.window) {
                return Err(error);
            }
            next += 1;
        }
        Ok(Self { is_turned: true, ..self })
    }

    /// A hash of the window and all images, to add to a snapshot's identity by
    /// [`Identity::and`](crate::snapshot::Identity::and). Reads every pixel.
    pub fn hash(&self) -> u32 {
        let window = (self.window as u32).to_le_bytes();
        let images = self.images.iter().map(|image| image.hash().to_le_bytes());
        window.into_iter().chain(images.flatten()).fold(FNV32, fnv32)
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Patches<'_> {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let image = match self.images {
            [image] => image, // without drawing a number
            images => &images[self.random.below(images.len() as u32) as usize],
        };
        if self.is_turned {
            // the images were checked
            let _ = retina.show_turned(image, self.window, &mut self.random);
            return;
        }
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
