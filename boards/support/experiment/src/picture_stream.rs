//! A stream of pictures whose kind is known at run time.

use crate::image_stream::ImageStream;
use lissom::{
    SheetOf,
    input::{Faces, Gaussians, NoisyDiscs, Stream},
    number::Activity,
    random::Pcg32,
    side::Side,
    snapshot::Section,
};

/// A stream of pictures whose kind is known at run time.
#[derive(Debug, Clone)]
pub enum PictureStream {
    /// Gaussians.
    Gaussians(Gaussians),
    /// Faces.
    Faces(Faces),
    /// Noisy discs.
    Discs(NoisyDiscs),
    /// Images in files, dead leaves, or parts of them.
    Images(ImageStream),
    /// The generator of pictures that are missing: darkness.
    Missing(Pcg32),
}

impl PictureStream {
    /// What a snapshot holds of it.
    pub fn section(&self) -> &dyn Section {
        match self {
            Self::Gaussians(stream) => stream,
            Self::Faces(stream) => stream,
            Self::Discs(stream) => stream,
            Self::Images(stream) => stream.section(),
            Self::Missing(random) => random,
        }
    }

    /// What a snapshot changes of it.
    pub fn section_mut(&mut self) -> &mut dyn Section {
        match self {
            Self::Gaussians(stream) => stream,
            Self::Faces(stream) => stream,
            Self::Discs(stream) => stream,
            Self::Images(stream) => stream.section_mut(),
            Self::Missing(random) => random,
        }
    }
}

impl<A: Activity, S: Side> Stream<A, S> for PictureStream {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        match self {
            Self::Gaussians(stream) => stream.draw(retina),
            Self::Faces(stream) => stream.draw(retina),
            Self::Discs(stream) => stream.draw(retina),
            Self::Images(stream) => stream.draw(retina),
            Self::Missing(_) => retina.fill_with(|_, _| A::ZERO),
        }
    }
}
