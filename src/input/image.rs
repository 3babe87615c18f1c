//! 8-bit grey images of any size.

use crate::{
    error::Error,
    hash::{FNV32, fnv32},
    number::Activity,
    sheet::SheetOf,
    side::Side,
};

/// An 8-bit grey image in the caller's memory: a camera's frame, or a part of one.
///
/// ```
/// use lissom::{Fixed16, Sheet, input::GreyImage};
/// let frame = [0, 64, 128, 255, 7, 7, 0, 64, 128, 255, 7, 7]; // 4 × 2, stride 6
/// let mut retina = Sheet::<Fixed16, 2>::new();
/// retina.show(&GreyImage::new(&frame, 4, 2, 6)?);
/// assert!((retina.0[0][0].to_num::<f64>() - 32.0 / 255.0).abs() < 2e-5);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GreyImage<'a> {
    bytes: &'a [u8],
    width: usize,
    height: usize,
    stride: usize,
}

impl<'a> GreyImage<'a> {
    /// An image of `height` rows of `width` pixels; a row starts every `stride` bytes.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyImage`], [`Error::Stride`] if the stride is below the width, and
    /// [`Error::ShortImage`] if the bytes end before the last pixel.
    pub const fn new(
        bytes: &'a [u8],
        width: usize,
        height: usize,
        stride: usize,
    ) -> Result<Self, Error> {
        if width == 0 || height == 0 {
            return Err(Error::EmptyImage);
        }
        if stride < width {
            return Err(Error::Stride { stride, width });
        }
        let expected = match stride.checked_mul(height - 1) {
            Some(rows) => rows.saturating_add(width),
            None => usize::MAX,
        };
        if bytes.len() < expected {
            return Err(Error::ShortImage { expected, found: bytes.len() });
        }
        Ok(Self { bytes, width, height, stride })
    }

    /// Pixels across.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Pixels down.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The part of `height` × `width` pixels whose top left pixel is `(row, column)`.
    ///
    /// # Errors
    ///
    /// [`Error::Window`] unless it lies in the image and has a pixel.
    pub const fn part(
        &self,
        row: usize,
        column: usize,
        height: usize,
        width: usize,
    ) -> Result<Self, Error> {
        let inside = row < self.height
            && column < self.width
            && height <= self.height - row
            && width <= self.width - column;
        if !inside || width == 0 || height == 0 {
            return Err(Error::Window { row, column, height, width });
        }
        let (_, bytes) = self.bytes.split_at(row * self.stride + column);
        Ok(Self { bytes, width, height, stride: self.stride })
    }

    /// A hash of size and pixels: 32-bit FNV-1a over width and height, each as four bytes, lowest
    /// first, then the pixels row by row. Reads every pixel.
    pub fn hash(&self) -> u32 {
        let size = [self.width, self.height].map(|pixels| (pixels as u32).to_le_bytes());
        let rows = (0..self.height).map(|row| &self.bytes[row * self.stride..][..self.width]);
        size.into_iter().flatten().chain(rows.flatten().copied()).fold(FNV32, fnv32)
    }

    /// The mean over a cell's box as a numerator and a denominator; `side` × `side` boxes tile the
    /// image. A pixel counts by its share in the box. In units of 1/side of a pixel, a box measures
    /// width × height.
    fn mean(&self, side: usize, row: usize, column: usize) -> (u64, u64) {
        let mut sum = 0;
        for (y, share_y) in shares(self.height, side, row) {
            let mut across = 0;
            for (x, share_x) in shares(self.width, side, column) {
                across += share_x * u64::from(self.bytes[y * self.stride + x]);
            }
            sum += share_y * across;
        }
        (sum, 255 * self.width as u64 * self.height as u64)
    }
}

/// The pixels of `0..size` that part `index` of `side` equal parts touches, each with its share in
/// the part, in 1/side of a pixel.
fn shares(size: usize, side: usize, index: usize) -> impl Iterator<Item = (usize, u64)> {
    let (from, to) = (index * size, (index + 1) * size);
    (from / side..to.div_ceil(side))
        .map(move |pixel| (pixel, (to.min((pixel + 1) * side) - from.max(pixel * side)) as u64))
}

impl<A: Activity, S: Side> SheetOf<A, S> {
    /// Shows an image, stretched over the whole retina. Each cell is the mean of its box of pixels.
    /// All arithmetic but the last division is in integers. Reads every pixel.
    pub fn show(&mut self, image: &GreyImage<'_>) {
        let side = self.side().get();
        self.fill_with(|row, column| {
            let (sum, whole) = image.mean(side, row, column);
            A::ratio(sum, whole)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sheet;

    #[test]
    fn boxes_keep_the_mean() {
        let bytes: std::vec::Vec<u8> = (0..35 * 23).map(|i| (i * 7 % 256) as u8).collect();
        let image = GreyImage::new(&bytes, 31, 23, 35).unwrap();
        let mut retina = Sheet::<f64, 8>::new();
        retina.show(&image);
        let mean = retina.units().iter().sum::<f64>() / 64.0;
        let pixels = (0..23).flat_map(|y| &bytes[y * 35..][..31]);
        let exact = pixels.map(|&b| f64::from(b)).sum::<f64>() / 255.0 / (31.0 * 23.0);
        assert!((mean - exact).abs() < 1e-12);
    }

    #[test]
    fn small_images_are_enlarged() {
        let mut retina = Sheet::<f64, 4>::new();
        retina.show(&GreyImage::new(&[0, 255, 255, 0], 2, 2, 2).unwrap());
        assert_eq!(retina.0[0], [0.0, 0.0, 1.0, 1.0]);
        assert_eq!(retina.0[3], [1.0, 1.0, 0.0, 0.0]);
    }

    /// FNV-1a of the size and of "foobar", which is cut out of a larger image.
    #[test]
    fn hash_is_fnv_1a() {
        let foobar = GreyImage::new(b".foo..bar", 4, 2, 5).unwrap().part(0, 1, 2, 3).unwrap();
        let bytes = b"\x03\0\0\0\x02\0\0\0foobar";
        assert_eq!(foobar.hash(), bytes.iter().copied().fold(FNV32, fnv32));
        assert_eq!(b"foobar".iter().copied().fold(FNV32, fnv32), 0xbf9c_f968); // the published one
        assert_ne!(GreyImage::new(b"foobar", 2, 3, 2).unwrap().hash(), foobar.hash());
    }

    #[test]
    fn lies_are_refused() {
        assert_eq!(GreyImage::new(&[], 0, 1, 1), Err(Error::EmptyImage));
        assert_eq!(GreyImage::new(&[0; 9], 4, 2, 3), Err(Error::Stride { stride: 3, width: 4 }));
        assert_eq!(
            GreyImage::new(&[0; 9], 4, 2, 6),
            Err(Error::ShortImage { expected: 10, found: 9 })
        );
        assert!(GreyImage::new(&[0; 9], 2, usize::MAX, usize::MAX).is_err());
        assert!(GreyImage::new(&[0; 10], 4, 2, 6).is_ok());
    }
}
