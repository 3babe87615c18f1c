//! Grey images of any size.

use crate::{
    error::Error,
    hash::{FNV32, fnv32},
    number::Activity,
    sheet::SheetOf,
    side::{Side, Value},
};

/// A pixel: `u8` or `u16`, black at 0 and white at the type's largest number.
pub trait Sample: Value + Into<u16> {
    /// White.
    const WHITE: Self;
}

impl Sample for u8 {
    const WHITE: Self = Self::MAX;
}

impl Sample for u16 {
    const WHITE: Self = Self::MAX;
}

/// What levels of black and white are counted in: this many are a sample's smallest difference.
pub(super) const STEPS: i32 = 256;

/// A grey image of 8 or 16 bits in the caller's memory: a camera's frame, or a part of one.
///
/// ```
/// use lissom::{Fixed16, Sheet, input::GreyImage};
/// let frame = [0_u8, 64, 128, 255, 7, 7, 0, 64, 128, 255, 7, 7]; // 4 × 2, stride 6
/// let mut retina = Sheet::<Fixed16, 2>::new();
/// retina.show(&GreyImage::new(&frame, 4, 2, 6)?);
/// assert!((retina.0[0][0].to_num::<f64>() - 32.0 / 255.0).abs() < 2e-5);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GreyImage<'a, P = u8> {
    samples: &'a [P],
    width: usize,
    height: usize,
    stride: usize,
}

impl<'a, P: Sample> GreyImage<'a, P> {
    /// An image of `height` rows of `width` pixels, each 1..=32767; a row starts every `stride`
    /// samples.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for the width or the height, [`Error::Stride`] if the stride is below
    /// the width, and [`Error::ShortImage`] if the samples end before the last pixel.
    pub const fn new(
        samples: &'a [P],
        width: usize,
        height: usize,
        stride: usize,
    ) -> Result<Self, Error> {
        if let Err(error) = Error::pixels("width", width) {
            return Err(error);
        }
        if let Err(error) = Error::pixels("height", height) {
            return Err(error);
        }
        if stride < width {
            return Err(Error::Stride { stride, width });
        }
        let expected = match stride.checked_mul(height - 1) {
            Some(rows) => rows.saturating_add(width),
            None => usize::MAX,
        };
        if samples.len() < expected {
            return Err(Error::ShortImage { expected, found: samples.len() });
        }
        Ok(Self { samples, width, height, stride })
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
        let (_, samples) = self.samples.split_at(row * self.stride + column);
        Ok(Self { samples, width, height, stride: self.stride })
    }

    /// The pixel at a place in it.
    pub(super) fn pixel(&self, row: usize, column: usize) -> P {
        self.samples[row * self.stride + column]
    }

    /// Its rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a [P]> {
        self.samples.chunks(self.stride).take(self.height).map(|row| &row[..self.width])
    }

    /// A hash of size and pixels: 32-bit FNV-1a over width and height, each as four bytes, then the
    /// pixels row by row; lowest bytes first. Reads every pixel.
    pub fn hash(&self) -> u32 {
        let size = [self.width, self.height].map(|pixels| (pixels as u32).to_le_bytes());
        let pixels = self.rows().flatten().flat_map(|&pixel| {
            let value: u16 = pixel.into();
            value.to_le_bytes().into_iter().take(size_of::<P>())
        });
        size.into_iter().flatten().chain(pixels).fold(FNV32, fnv32)
    }

    /// The mean over a cell of a retina of `side` × `side`, as a numerator and a denominator below
    /// 2³².
    fn mean(&self, side: usize, row: usize, column: usize) -> (u64, u64) {
        let ((down, height), (across, width)) =
            (shares(self.height, side, row), shares(self.width, side, column));
        let mut sum = 0;
        for (y, share_y) in down {
            let mut row = 0;
            for (x, share_x) in across.clone() {
                let value: u16 = self.samples[y * self.stride + x].into();
                row += share_x * u32::from(value);
            }
            sum += u64::from(share_y) * u64::from(row);
        }
        (sum, u64::from(height) * u64::from(width))
    }
}

/// Cell `index` of `side` is the mean over a box about its centre, as wide as the cell and at least
/// a pixel, and moved to lie within the `size` pixels: area resampling, or linear interpolation.
/// Returns the pixels that it touches, each with its share, and the box's width, in 1/(2·side)
/// pixel.
fn shares(
    size: usize,
    side: usize,
    index: usize,
) -> (impl Iterator<Item = (usize, u32)> + Clone, u32) {
    let (pixel, width) = (2 * side, 2 * size.max(side));
    let from = ((2 * index + 1) * size).saturating_sub(width / 2).min(pixel * size - width);
    let to = from + width;
    let share = move |at| (to.min((at + 1) * pixel) - from.max(at * pixel)) as u32;
    ((from / pixel..to.div_ceil(pixel)).map(move |at| (at, share(at))), width as u32)
}

impl<A: Activity, S: Side> SheetOf<A, S> {
    /// Shows an image, stretched over the whole retina: black is 0, white 1. Each axis by itself,
    /// a cell that is larger than a pixel is the mean of its box of pixels, and a smaller one is
    /// interpolated linearly between the nearest pixels' centres; beyond the outermost it is as
    /// these are. All arithmetic is in integers, but the last division of floats. Reads every
    /// pixel, and four at least for each cell.
    pub fn show<P: Sample>(&mut self, image: &GreyImage<'_, P>) {
        let white: u16 = P::WHITE.into();
        self.show_between(image, [0, i32::from(white) * STEPS]);
    }

    /// Shows an image with black and white at these levels, in 1/[`STEPS`] of a sample.
    pub(super) fn show_between<P: Sample>(
        &mut self,
        image: &GreyImage<'_, P>,
        [black, white]: [i32; 2],
    ) {
        let side = self.side().get();
        self.fill_with(|row, column| {
            let (sum, shares) = image.mean(side, row, column);
            let above = (sum * STEPS as u64) as i64 - i64::from(black) * shares as i64;
            A::ratio(above.max(0) as u64, (white - black) as u64 * shares)
        });
    }
}
