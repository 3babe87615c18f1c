//! The LGN's difference of Gaussians where retina and LGN have the same side: one kernel for all.
//!
//! A unit's weights are G(σ_c)/ΣG(σ_c) − G(σ_s)/ΣG(σ_s) over its own field. Units differ only in
//! where the border cuts the field, so with K = G/Z, Z the sum over a whole disc, the response is
//! r_c·ΣK(σ_c)·x − r_s·ΣK(σ_s)·x with the ratio r = Z/ΣG of each unit, the same for all that no border
//! cuts. That is exact, and takes 9 KB at 36 × 36 where the weights of all units take 1 MB.

use crate::{
    disc::{DiscRow, ExactDisc, disc_taps},
    dot,
    error::Error,
    halves::{Halves, at_rows},
    number::Number,
    projection::check_length,
    row::{Extent, SharedRows},
    sheet::Sheet,
};
use core::array;

/// The difference-of-Gaussians weights of a whole sheet.
///
/// `ROWS` is [`field::rows`](crate::field::rows)`(SIDE, SIDE, radius)` and `TAPS` is
/// [`disc_taps`]`(SIDE, radius)`; [`shared_dog!`](crate::shared_dog!) writes the type. All-zero when new.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedDog<T: Number, const SIDE: usize, const ROWS: usize, const TAPS: usize> {
    pub(crate) radius: f64,
    pub(crate) rows: [DiscRow; ROWS],
    pub(crate) kernels: [[T; TAPS]; 2],
    pub(crate) exponents: [i8; 2],
    pub(crate) ratios: [[[T::Wide; 2]; ROWS]; ROWS],
}

/// The type of the [`SharedDog`](struct@crate::SharedDog) of an `$side`-sided sheet.
#[macro_export]
macro_rules! shared_dog {
    ($number:ty, $side:expr, $radius:expr) => {
        $crate::SharedDog<
            $number,
            { $side },
            { $crate::field::rows($side, $side, $radius) },
            { $crate::disc::disc_taps($side, $radius) },
        >
    };
}

impl<T: Number, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    SharedDog<T, SIDE, ROWS, TAPS>
{
    /// All zero: no response.
    pub const fn new() -> Self {
        Self {
            radius: 0.0,
            rows: [DiscRow { first: 0, half: 0, widths: [0; 2] }; ROWS],
            kernels: [[T::ZERO; TAPS]; 2],
            exponents: [0; 2],
            ratios: [[[T::WIDE_ZERO; 2]; ROWS]; ROWS],
        }
    }

    /// Sets the kernel: radius and σs in cells.
    ///
    /// # Errors
    ///
    /// [`Error::Side`], [`Error::Radius`], [`Error::Sigma`], and [`Error::Length`] where `ROWS` or
    /// `TAPS` is not the radius's; the kernel is then unchanged.
    pub fn fill(
        &mut self,
        radius: f64,
        sigma_center: f64,
        sigma_surround: f64,
    ) -> Result<(), Error> {
        let [center, surround] = &mut self.kernels;
        let sigmas = [sigma_center, sigma_surround];
        let ratios = self.ratios.as_flattened_mut();
        let memory = (&mut self.rows[..], [&mut center[..], &mut surround[..]], ratios);
        self.exponents = DogView::<T, SIDE>::build(radius, sigmas, memory)?.exponents;
        self.radius = radius;
        Ok(())
    }

    /// Sets the kernel to that of another memory, such as a frozen one.
    pub fn copy_from(&mut self, other: &Self) {
        self.radius = other.radius;
        self.rows.copy_from_slice(&other.rows);
        self.exponents = other.exponents;
        for (kernel, other) in self.kernels.iter_mut().zip(&other.kernels) {
            kernel.copy_from_slice(other);
        }
        self.ratios.copy_from_slice(&other.ratios);
    }

    /// The kernel without the lengths in its type.
    pub const fn view(&self) -> DogView<'_, T, SIDE> {
        DogView {
            radius: self.radius,
            rows: &self.rows,
            kernels: [&self.kernels[0], &self.kernels[1]],
            exponents: self.exponents,
            ratios: self.ratios.as_flattened(),
        }
    }
}

impl<T: Number, const SIDE: usize, const ROWS: usize, const TAPS: usize> Default
    for SharedDog<T, SIDE, ROWS, TAPS>
{
    fn default() -> Self {
        Self::new()
    }
}

/// A [`SharedDog`](struct@SharedDog) whose lengths are not in its type; or one built in the caller's memory.
#[derive(Debug, Clone, Copy)]
pub struct DogView<'a, T: Number, const SIDE: usize> {
    radius: f64,
    rows: &'a [DiscRow],
    kernels: [&'a [T]; 2],
    exponents: [i8; 2],
    ratios: &'a [[T::Wide; 2]],
}

/// The place in the table of ratios of a row or column of units: those that no border cuts share one.
const fn place(side: usize, rows: usize, index: usize) -> usize {
    let reach = rows / 2;
    if rows >= side || index < reach {
        index
    } else if index + reach < side {
        reach
    } else {
        index + rows - side
    }
}

/// A row or column of units with that place, if there is one.
pub(crate) const fn with_place(side: usize, rows: usize, place: usize) -> Option<usize> {
    if rows >= side {
        if place < side { Some(place) } else { None }
    } else if place <= rows / 2 {
        Some(place)
    } else {
        Some(place + side - rows)
    }
}

/// The caller's memory for a [`DogView`]: rows, the two kernels, and two ratios for each two rows.
pub type DogMemory<'a, W, T> = (&'a mut [DiscRow], [&'a mut [T]; 2], &'a mut [[W; 2]]);

impl<'a, T: Number, const SIDE: usize> DogView<'a, T, SIDE> {
    /// Builds the kernel of center and surround in memory of the caller, for a radius known at run time.
    ///
    /// # Errors
    ///
    /// As [`SharedDog::fill`].
    pub fn build(
        radius: f64,
        sigmas: [f64; 2],
        (rows, kernels, ratios): DogMemory<'a, T::Wide, T>,
    ) -> Result<Self, Error> {
        let discs =
            [ExactDisc::<SIDE>::new(radius, sigmas[0])?, ExactDisc::new(radius, sigmas[1])?];
        let taps = disc_taps(SIDE, radius);
        let lengths = [
            (2 * discs[0].reach() + 1, rows.len()),
            (taps, kernels[0].len()),
            (taps, kernels[1].len()),
            (rows.len() * rows.len(), ratios.len()),
        ];
        for (expected, found) in lengths {
            check_length(expected, found)?;
        }
        let mut exponents = [0; 2];
        for (exponent, disc) in exponents.iter_mut().zip(&discs) {
            *exponent = T::kernel_exponent(disc.extremes()).ok_or(Error::Overflow)?;
        }
        let (mut before, mut tap) = ([0.0; 2], 0);
        for (index, row) in rows.iter_mut().enumerate() {
            *row = DiscRow { first: tap as u32, ..discs[0].row(index) };
            for column in 0..2 * usize::from(row.half) + 1 {
                for channel in 0..2 {
                    let weight = discs[channel].weight(index, column);
                    let stored = T::kernel_weight(before[channel], weight, exponents[channel]);
                    if stored != T::ZERO {
                        row.widen(channel, column);
                    }
                    kernels[channel][tap] = stored;
                    before[channel] += weight;
                }
                tap += 1;
            }
        }
        let unit = |place| with_place(SIDE, rows.len(), place);
        for (place, ratio) in ratios.iter_mut().enumerate() {
            let (row, column) = (place / rows.len(), place % rows.len());
            if let (Some(i), Some(j)) = (unit(row), unit(column)) {
                *ratio = [0, 1].map(|channel| T::wide(discs[channel].ratio(i, j)));
            }
        }
        let [center, surround] = kernels;
        Ok(Self { radius, rows, kernels: [center, surround], exponents, ratios })
    }

    /// The radius in cells.
    pub const fn radius(&self) -> f64 {
        self.radius
    }

    /// Cells of the whole disc.
    pub const fn taps(&self) -> usize {
        self.kernels[0].len()
    }

    /// Bytes of the kernels and ratios.
    pub const fn bytes(&self) -> usize {
        size_of_val(self.rows) + 2 * size_of_val(self.kernels[0]) + size_of_val(self.ratios)
    }

    /// The response γ·ΣDoG·activity of every unit. `IN` is `SIDE`; the two have names of their own
    /// because an LGN's type does not know that its sides are equal.
    pub(crate) fn respond<const IN: usize>(
        &self,
        gain: T::Wide,
        halves: &mut impl Halves,
        source: &Sheet<T, IN>,
        response: &mut Sheet<T::Wide, SIDE>,
    ) {
        let active = Extent::all(&source.0);
        at_rows(halves, 0, &mut response.0, &|first, rows| {
            self.respond_rows(first, gain, source, &active, rows);
        });
    }

    /// The response of the units from row `first` on.
    fn respond_rows<const IN: usize>(
        &self,
        first: usize,
        gain: T::Wide,
        source: &Sheet<T, IN>,
        active: &[Extent; IN],
        response: &mut [[T::Wide; SIDE]],
    ) {
        let rows = self.rows.len();
        let units = first..first + response.len();
        let all = SharedRows { discs: self.rows, kernels: self.kernels, source: &source.0, active };
        let places = array::from_fn::<_, SIDE, _>(|j| place(SIDE, rows, j));
        let [mut r_c, mut r_s] = [[T::WIDE_ZERO; SIDE]; 2];
        T::shared_sums::<IN, SIDE>(&all, units, |index, [center, surround]| {
            let ratios = &self.ratios[place(SIDE, rows, first + index) * rows..][..rows];
            for (j, [center, surround]) in places.iter().map(|&place| ratios[place]).enumerate() {
                (r_c[j], r_s[j]) = (center, surround);
            }
            dot::wide(|| {
                for (j, out) in response[index].iter_mut().enumerate() {
                    let center = T::scale(r_c[j], center[j], self.exponents[0]);
                    let surround = T::scale(r_s[j], surround[j], self.exponents[1]);
                    *out = T::multiply(gain, center - surround);
                }
            });
        });
    }
}
