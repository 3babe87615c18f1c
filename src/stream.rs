//! Endless training pictures, seeded: the same bits on every machine and in every number format,
//! without float.
//!
//! A Gaussian is drawn with whole numbers: places in 1/64 cell, 1024 orientations, a sine table of 257
//! entries and a table of 65 powers of two. Intensities are multiples of 2⁻¹⁵ and within 2⁻¹⁴ of the
//! formula's.

use crate::{error::Error, image::GreyImage, math, number::Number, random::Pcg32, sheet::Sheet};

/// Draws one training picture after the other.
pub trait Stream<T: Number, const SIDE: usize> {
    /// Draws the next picture.
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>);
}

/// What the pictures of [`Gaussians`] have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GaussianParams {
    /// σ across, in cells; from 0.5.
    pub sigma_across: f64,
    /// σ along, in cells; from 0.5.
    pub sigma_along: f64,
    /// Gaussians in a picture, 1 or 2; at each place the brighter one shows.
    pub count: u8,
    /// The least distance of their centres, in cells.
    pub separation: f64,
    /// The peak intensity is drawn between these, 0..=1.
    pub contrast: [f64; 2],
}

/// Elongated Gaussians of random place and orientation, of which the retina may show a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaussians {
    pub(crate) random: Pcg32,
    /// log₂e/2σ² across and along, in 2⁻²⁴
    falls: [u32; 2],
    count: u8,
    /// Squared, in (1/64 cell)².
    separation: u64,
    /// The least contrast and the range above it, in 2⁻¹⁵.
    contrast: [u32; 2],
}

/// Steps of place in a cell.
const PLACES: i32 = 64;
/// Orientations of a half turn.
const ORIENTATIONS: u32 = 1024;
/// After so many tries two centres may be too close.
const TRIES: u32 = 64;

impl Gaussians {
    /// The pictures of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::Sigma`] for a σ below 0.5 or not finite, [`Error::Stream`] for another parameter.
    pub const fn new(params: &GaussianParams, seed: u64) -> Result<Self, Error> {
        let sigmas = [params.sigma_across, params.sigma_along];
        let mut falls = [0; 2];
        let mut axis = 0;
        while axis < 2 {
            let sigma = sigmas[axis];
            if !(sigma >= 0.5 && sigma < f64::INFINITY) {
                return Err(Error::Sigma(sigma));
            }
            let fall = core::f64::consts::LOG2_E / (2.0 * sigma * sigma);
            falls[axis] = math::round(fall * 16_777_216.0) as u32;
            axis += 1;
        }
        let [low, high] = params.contrast;
        let contrast = low >= 0.0 && low <= high && high <= 1.0;
        let count = params.count == 1 || params.count == 2;
        if !(contrast && count && params.separation >= 0.0 && params.separation <= 1e6) {
            return Err(Error::Stream);
        }
        let separation = math::round(params.separation * PLACES as f64) as u64;
        let [low, high] = [math::round(low * 32_768.0), math::round(high * 32_768.0)];
        Ok(Self {
            random: Pcg32::new(seed, 2),
            falls,
            count: params.count,
            separation: separation * separation,
            contrast: [low as u32, (high - low) as u32],
        })
    }

    /// A uniform number of `0..bound`, but for a bias below bound/2³².
    const fn below(&mut self, bound: u32) -> u32 {
        ((self.random.next_u32() as u64 * bound as u64) >> 32) as u32
    }

    const fn centre(&mut self, side: usize) -> [i32; 2] {
        let places = (side as i32 * PLACES) as u32;
        // the retina reaches half a cell beyond the outermost cells' middles
        [self.below(places) as i32 - PLACES / 2, self.below(places) as i32 - PLACES / 2]
    }

    fn patch(&mut self, centre: [i32; 2]) -> Patch {
        let [sine, cosine] = turn(self.below(ORIENTATIONS));
        let contrast = self.contrast[0] + self.below(self.contrast[1] + 1);
        Patch { centre, sine, cosine, falls: self.falls, contrast }
    }
}

impl<T: Number, const SIDE: usize> Stream<T, SIDE> for Gaussians {
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>) {
        let first = self.centre(SIDE);
        let one = self.patch(first);
        let two = (self.count == 2).then(|| {
            let mut second = self.centre(SIDE);
            for _ in 1..TRIES {
                let square = |axis: usize| u64::from(first[axis].abs_diff(second[axis])).pow(2);
                if square(0) + square(1) >= self.separation {
                    break;
                }
                second = self.centre(SIDE);
            }
            self.patch(second)
        });
        retina.fill_with(|row, column| {
            let one = one.intensity(row, column);
            T::from_steps(two.map_or(one, |two| one.max(two.intensity(row, column))) << 9)
        });
    }
}

#[derive(Clone, Copy)]
struct Patch {
    centre: [i32; 2],
    sine: i32,
    cosine: i32,
    falls: [u32; 2],
    contrast: u32,
}

impl Patch {
    /// In 2⁻¹⁵, up to 2¹⁵.
    fn intensity(&self, row: usize, column: usize) -> i32 {
        // distances in 2⁻⁶ below 2¹⁴, along the axes in 2⁻¹⁰, their squares below 2³⁹ in 2⁻²⁰
        let down = row as i32 * PLACES - self.centre[0];
        let right = column as i32 * PLACES - self.centre[1];
        let along_axes = [
            (self.cosine * down + self.sine * right + (1 << 10)) >> 11,
            (self.cosine * right - self.sine * down + (1 << 10)) >> 11,
        ];
        // a fall is below 2²⁶, so the sum of the products in 2⁻⁴⁴ is below 2⁶⁴
        let mut fall = 0_u64;
        for (distance, slope) in along_axes.into_iter().zip(self.falls) {
            let distance = u64::from(distance.unsigned_abs());
            fall = fall.saturating_add((distance * distance).saturating_mul(slope.into()));
        }
        ((half_to_the(fall >> 28) * self.contrast + (1 << 15)) >> 16) as i32
    }
}

/// sin of 0 to a quarter turn, in 2⁻¹⁵.
static SINE: [u16; 257] = {
    let mut table = [0; 257];
    let mut i = 0;
    while i <= 256 {
        let angle = i as f64 * core::f64::consts::FRAC_PI_2 / 256.0;
        table[i] = math::round(math::sin(angle) * 32_768.0) as u16;
        i += 1;
    }
    table
};

/// sin and cos of `index / 1024` of a half turn, in 2⁻¹⁵.
fn turn(index: u32) -> [i32; 2] {
    // 512 steps to a quarter turn, of which the table has every second: the middle of two others
    let sine = |index: u32| {
        let (low, odd) = ((index / 2) as usize, (index % 2) as usize);
        (i32::from(SINE[low]) + i32::from(SINE[low + odd]) + 1) >> 1
    };
    match index {
        0..=512 => [sine(index), sine(512 - index)],
        _ => [sine(1024 - index), -sine(index - 512)],
    }
}

/// 2^(−i/64), in 2⁻¹⁶.
static POWERS: [u32; 65] = {
    let mut table = [0; 65];
    let mut i = 0;
    while i <= 64 {
        let power = math::exp(-(i as f64) * core::f64::consts::LN_2 / 64.0);
        table[i] = math::round(power * 65_536.0) as u32;
        i += 1;
    }
    table
};

/// 2^(−fall), both in 2⁻¹⁶; 0 from 16 on.
fn half_to_the(fall: u64) -> u32 {
    if fall >= 16 << 16 {
        return 0;
    }
    let fall = fall as u32;
    let (index, rest) = (((fall >> 10) & 63) as usize, fall & 1023);
    let power = POWERS[index] - (((POWERS[index] - POWERS[index + 1]) * rest) >> 10);
    let shift = fall >> 16;
    (power + ((1 << shift) >> 1)) >> shift
}

/// Square parts of an image at random places.
#[derive(Debug, Clone, PartialEq)]
pub struct Patches<'a> {
    image: GreyImage<'a>,
    window: usize,
    random: Pcg32,
}

impl<'a> Patches<'a> {
    /// Parts of `window` × `window` pixels, each shown on the whole retina.
    ///
    /// # Errors
    ///
    /// [`Error::Window`] unless the window fits into the image.
    pub const fn new(image: GreyImage<'a>, window: usize, seed: u64) -> Result<Self, Error> {
        match image.part(0, 0, window, window) {
            Ok(_) => Ok(Self { image, window, random: Pcg32::new(seed, 3) }),
            Err(error) => Err(error),
        }
    }
}

impl<T: Number, const SIDE: usize> Stream<T, SIDE> for Patches<'_> {
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>) {
        let mut place = |size: usize| {
            let places = (size - self.window) as u64 + 1;
            ((u64::from(self.random.next_u32()) * places) >> 32) as usize
        };
        let (row, column) = (place(self.image.height()), place(self.image.width()));
        if let Ok(part) = self.image.part(row, column, self.window, self.window) {
            retina.show(&part);
        }
    }
}
