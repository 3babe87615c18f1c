//! 100 training pictures of 24 × 24 cells from each stream. Runs on host and chip.

use crate::trace::{START, fnv};
use lissom::{
    Error, Fixed16, Sheet,
    input::{FaceParams, Faces, GaussianParams, Gaussians, GreyImage, Patches, Stream},
    side::Const,
};

/// A stream and its seed's pictures, ready when the chip starts.
macro_rules! ready {
    ($name:ident: $stream:ty = $new:expr) => {
        const $name: $stream = match $new {
            Ok(stream) => stream,
            Err(_) => panic!("a number is out of its range"),
        };
    };
}

ready!(GAUSSIANS: Gaussians = Gaussians::new(
    &GaussianParams {
        sigma_across: 1.06,
        sigma_along: 4.95,
        count: 2,
        separation: 14.3,
        margin: 0.0,
        contrast: [0.1, 1.0],
    },
    1,
));
ready!(FACES: Faces = Faces::new(
    &FaceParams { size: [6.0, 12.0], sigma: 0.2, tilt: 30.0, contrast: [0.1, 1.0] },
    1,
));
ready!(PATCHES: Patches<'static> = Patches::new(&IMAGES, 19, 1));

static PIXELS: [u8; 40 * 30] = {
    let (mut pixels, mut i) = ([0; 40 * 30], 0);
    while i < pixels.len() {
        pixels[i] = (i * i / 7 % 256) as u8;
        i += 1;
    }
    pixels
};
static IMAGES: [GreyImage<'static>; 2] = match images() {
    Ok(images) => images,
    Err(_) => panic!("the images have other sizes"),
};

const fn images() -> Result<[GreyImage<'static>; 2], Error> {
    match (GreyImage::new(&PIXELS, 40, 30, 40), GreyImage::new(&PIXELS, 23, 20, 60)) {
        (Ok(one), Ok(two)) => Ok([one, two]),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// A hash over the hashes of the pictures.
fn trace(mut stream: impl Stream<Fixed16, Const<24>>) -> u32 {
    let mut retina = Sheet::new();
    (0..100).fold(START, |trace, _| {
        stream.draw(&mut retina);
        fnv(trace, retina.hash().to_le_bytes())
    })
}

/// Each stream's.
pub fn traces() -> [(&'static str, u32); 3] {
    [("gaussians", trace(GAUSSIANS)), ("faces", trace(FACES)), ("patches", trace(PATCHES))]
}
