//! Grey pictures, in the depth that they come in.

use crate::error::Error;
use lissom::{
    DynSheet, SheetOf,
    input::{GreyImage, Sample},
    number::Activity,
    random::Pcg32,
    side::{Dyn, Side},
};

/// The most bytes of a decoded picture, and of all pictures that are held together.
pub const MOST: u64 = 256 << 20;

/// Pixels, row by row: 0 is black, and the type's largest number white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Samples {
    /// Of 8 bits.
    Eight(Vec<u8>),
    /// Of 16 bits.
    Sixteen(Vec<u16>),
}

/// A grey picture with at least a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    samples: Samples,
    width: usize,
    height: usize,
}

/// With the pixels of either depth.
macro_rules! of_depth {
    ($samples:expr, $pixels:ident => $work:expr) => {
        match $samples {
            Samples::Eight($pixels) => $work,
            Samples::Sixteen($pixels) => $work,
        }
    };
}

impl Grey {
    /// A picture of `height` rows of `width` pixels.
    ///
    /// # Errors
    ///
    /// A side is not 1..=32767, or there are more or fewer pixels than these.
    pub fn new(samples: Samples, width: usize, height: usize) -> Result<Self, Error> {
        let found = of_depth!(&samples, pixels => {
            GreyImage::new(pixels, width, height, width)?;
            pixels.len()
        });
        if found != width * height {
            return Err(Error::new(format!("{found} pixels, not {width} × {height}")));
        }
        Ok(Self { samples, width, height })
    }

    /// Pixels in a row, and rows.
    pub const fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// The pixels.
    pub const fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The bytes of its pixels.
    pub fn bytes(&self) -> u64 {
        of_depth!(&self.samples, pixels => size_of_val(pixels.as_slice()) as u64)
    }

    /// Shows it, stretched over the whole retina.
    pub fn show<A: Activity, S: Side>(&self, retina: &mut SheetOf<A, S>) -> Result<(), Error> {
        self.show_part([0, 0], [self.height, self.width], retina)
    }

    /// Shows a part: its top left pixel's row and column, then its height and width.
    pub fn show_part<A: Activity, S: Side>(
        &self,
        [row, column]: [usize; 2],
        [height, width]: [usize; 2],
        retina: &mut SheetOf<A, S>,
    ) -> Result<(), Error> {
        of_depth!(&self.samples, pixels => {
            let image = GreyImage::new(pixels, self.width, self.height, self.width)?;
            retina.show(&image.part(row, column, height, width)?);
        });
        Ok(())
    }

    /// Whether parts of `window` × `window` pixels fit into it at every orientation.
    pub fn turns(&self, window: usize) -> bool {
        of_depth!(&self.samples, pixels => {
            let image = GreyImage::new(pixels, self.width, self.height, self.width);
            image.is_ok_and(|image| image.check_turned(window).is_ok())
        })
    }

    /// Shows a part of `window` × `window` pixels at a random place and orientation.
    pub fn show_turned<A: Activity, S: Side>(
        &self,
        window: usize,
        random: &mut Pcg32,
        retina: &mut SheetOf<A, S>,
    ) -> Result<(), Error> {
        of_depth!(&self.samples, pixels => {
            let image = GreyImage::new(pixels, self.width, self.height, self.width)?;
            retina.show_turned(&image, window, random)?;
        });
        Ok(())
    }

    /// A hash of size and pixels ([`GreyImage::hash`]).
    pub fn hash(&self) -> Result<u32, Error> {
        let Self { samples, width, height } = self;
        Ok(of_depth!(samples, pixels => GreyImage::new(pixels, *width, *height, *width)?.hash()))
    }

    /// A part: its top left pixel's row and column, then its height and width.
    pub fn part(&self, [row, column]: [usize; 2], [height, width]: [usize; 2]) -> Self {
        fn part<P: Copy>(pixels: &[P], stride: usize, rows: usize, columns: [usize; 2]) -> Vec<P> {
            let [from, to] = columns;
            pixels.chunks(stride).take(rows).flat_map(|row| &row[from..to]).copied().collect()
        }
        let (from, columns) = (row * self.width, [column, column + width]);
        let samples = match &self.samples {
            Samples::Eight(pixels) => {
                Samples::Eight(part(&pixels[from..], self.width, height, columns))
            }
            Samples::Sixteen(pixels) => {
                Samples::Sixteen(part(&pixels[from..], self.width, height, columns))
            }
        };
        Self { samples, width, height }
    }

    /// It in the middle of a square of this intensity, 0 to 1.
    pub fn padded(&self, ground: f64) -> Self {
        fn padded<P: Copy>(pixels: &[P], [width, height]: [usize; 2], ground: P) -> Vec<P> {
            let side = width.max(height);
            let (above, left) = ((side - height) / 2, (side - width) / 2);
            let mut square = vec![ground; side * side];
            let rows = square.chunks_mut(side).skip(above);
            for (to, from) in rows.zip(pixels.chunks(width)) {
                to[left..left + width].copy_from_slice(from);
            }
            square
        }
        let side = self.width.max(self.height);
        let samples = match &self.samples {
            Samples::Eight(pixels) => Samples::Eight(padded(pixels, self.size(), level(ground))),
            Samples::Sixteen(pixels) => {
                Samples::Sixteen(padded(pixels, self.size(), level(ground)))
            }
        };
        Self { samples, width: side, height: side }
    }

    /// It as a square of this side, as [`SheetOf::show`] makes one: by area where it shrinks,
    /// interpolated where it grows.
    pub fn scaled(&self, side: u8) -> Result<Self, Error> {
        let side = Dyn::new(side.into())?;
        let mut sheet = DynSheet::with_side(side, 0.0_f64);
        self.show(&mut sheet)?;
        let units = sheet.units().iter();
        let samples = match &self.samples {
            Samples::Eight(_) => Samples::Eight(units.map(|&unit| level(unit)).collect()),
            Samples::Sixteen(_) => Samples::Sixteen(units.map(|&unit| level(unit)).collect()),
        };
        Self::new(samples, side.get(), side.get())
    }

    /// Its pixels in 8 bits, rounded.
    pub fn to_8_bits(&self) -> Vec<u8> {
        match &self.samples {
            Samples::Eight(pixels) => pixels.clone(),
            Samples::Sixteen(pixels) => {
                pixels.iter().map(|&pixel| ((u32::from(pixel) + 128) / 257) as u8).collect()
            }
        }
    }
}

/// The nearest sample to an intensity of 0 to 1.
pub fn level<P: Sample + TryFrom<u16> + Default>(intensity: f64) -> P {
    let white: u16 = P::WHITE.into();
    P::try_from((intensity * f64::from(white)).round() as u16).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Sheet;

    fn eight(pixels: &[u8], width: usize) -> Grey {
        Grey::new(Samples::Eight(pixels.to_vec()), width, pixels.len() / width).unwrap()
    }

    #[test]
    fn parts_and_squares_are_cut_and_padded() {
        let grey = eight(&[1, 2, 3, 4, 5, 6, 7, 8], 4);
        assert_eq!(grey.part([0, 1], [2, 2]), eight(&[2, 3, 6, 7], 2));
        let white = eight(&[255, 255, 255, 255, 1, 2, 3, 4, 5, 6, 7, 8, 255, 255, 255, 255], 4);
        assert_eq!(grey.padded(1.0), white);
        let tall = eight(&[1, 2, 3], 1);
        assert_eq!(tall.padded(0.5), eight(&[128, 1, 128, 128, 2, 128, 128, 3, 128], 3));
        assert_eq!(
            eight(&[0, 100, 100, 200, 9, 9, 9, 9], 4).scaled(2).unwrap().to_8_bits(),
            [50, 150, 9, 9]
        );
    }

    #[test]
    fn sixteen_bits_are_shown_and_rounded() {
        let deep: Vec<u16> = vec![0, 1, 128, 129, 385, 386, 65_406, 65_407, 65_535];
        let deep = Grey::new(Samples::Sixteen(deep), 3, 3).unwrap();
        assert_eq!(deep.to_8_bits(), [0, 0, 0, 1, 1, 2, 254, 255, 255]);
        let mut sheet = Sheet::<f64, 3>::new();
        deep.show(&mut sheet).unwrap();
        assert_eq!(sheet.0[1][0], 129.0 / 65_535.0);
        assert_eq!(deep.scaled(3).unwrap(), deep);
        assert_eq!(deep.bytes(), 18);
    }

    #[test]
    fn sizes_are_checked() {
        for (count, width, height) in
            [(0, 0, 0), (5, 0, 5), (5, 2, 2), (3, 2, 2), (32_768, 32_768, 1)]
        {
            let samples = Samples::Eight(vec![0; count]);
            assert!(Grey::new(samples, width, height).is_err(), "{count} {width} {height}");
        }
    }
}
