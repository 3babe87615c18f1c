//! The LGN's difference of Gaussians where retina and LGN have cells of the same size: one kernel
//! for all. The retina may have a margin beyond the LGN.
//!
//! A unit's weights are G(σ_c)/ΣG(σ_c) − G(σ_s)/ΣG(σ_s) over its own field. Units differ only in
//! where the border cuts the field, so with K = G/Z, Z the sum over a whole disc, the response is
//! r_c·ΣK(σ_c)·x − r_s·ΣK(σ_s)·x with the ratio r = Z/ΣG of each unit, the same for all that no
//! border cuts. That is exact, and takes 9 KB at 36 × 36 where the weights of all units take 1 MB.

use super::{DogMemory, DogView};
use crate::{
    error::Error,
    geometry::DiscRow,
    number::{Activity, Weight, Wide},
    side::Const,
};

/// The difference-of-Gaussians weights of a whole sheet.
///
/// `ROWS` is [`field::rows`](crate::geometry::rows)`(SIDE, SIDE, radius)` and `TAPS` is
/// [`disc_taps`](super::disc_taps)`(SIDE, radius)`; [`shared_dog!`](crate::shared_dog!) writes the
/// type. All-zero when new.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedDog<A: Activity, const SIDE: usize, const ROWS: usize, const TAPS: usize> {
    pub(crate) radius: f64,
    pub(crate) rows: [DiscRow; ROWS],
    pub(crate) kernels: [[A; TAPS]; 2],
    pub(crate) exponents: [i8; 2],
    /// Those of the places in a quarter of the sheet; see [`places`](super::places). A disc has at
    /// least as many cells.
    pub(crate) ratios: [[A::Wide; 2]; TAPS],
}

/// The type of the [`SharedDog`](struct@crate::SharedDog) of an `$side`-sided sheet.
#[macro_export]
macro_rules! shared_dog {
    ($number:ty, $side:expr, $radius:expr) => {
        $crate::SharedDog<
            $number,
            { $side },
            { $crate::geometry::rows($side, $side, $radius) },
            { $crate::weights::disc_taps($side, $radius) },
        >
    };
}

impl<A: Activity, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    SharedDog<A, SIDE, ROWS, TAPS>
{
    /// All zero: no response.
    pub const fn new() -> Self {
        Self {
            radius: 0.0,
            rows: [DiscRow { first: 0, half: 0, widths: [0; 2] }; ROWS],
            kernels: [[A::ZERO; TAPS]; 2],
            exponents: [0; 2],
            ratios: [[A::Wide::ZERO; 2]; TAPS],
        }
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
    pub const fn view(&self) -> DogView<'_, A, Const<SIDE>> {
        DogView {
            side: Const,
            radius: self.radius,
            rows: &self.rows,
            kernels: [&self.kernels[0], &self.kernels[1]],
            exponents: self.exponents,
            ratios: &self.ratios,
        }
    }
}

impl<A: Weight<Activity = A> + Activity, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    SharedDog<A, SIDE, ROWS, TAPS>
{
    /// Sets the kernel: radius and σs in cells. Stack: 16 bytes for each row of the sheet.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], and [`Error::Length`] where `ROWS` or `TAPS` is not the radius's; the
    /// kernel is then unchanged.
    pub fn fill(
        &mut self,
        radius: f64,
        sigma_center: f64,
        sigma_surround: f64,
    ) -> Result<(), Error> {
        let (side, sigmas) = (Const::<SIDE>, [sigma_center, sigma_surround]);
        self.exponents = DogView::<A, _>::build(side, radius, sigmas, self.memory())?.exponents;
        self.radius = radius;
        Ok(())
    }

    /// Sets the kernel to one Gaussian over a disc; see [`DogView::lone`].
    ///
    /// # Errors
    ///
    /// As [`fill`](Self::fill).
    pub fn fill_lone(&mut self, radius: f64, sigma: f64) -> Result<(), Error> {
        let side = Const::<SIDE>;
        self.exponents = DogView::<A, _>::lone(side, radius, sigma, self.memory())?.exponents;
        self.radius = radius;
        Ok(())
    }

    const fn memory(&mut self) -> DogMemory<'_, A> {
        let [center, surround] = &mut self.kernels;
        (&mut self.rows, [center, surround], &mut self.ratios)
    }
}

impl<A: Activity, const SIDE: usize, const ROWS: usize, const TAPS: usize> Default
    for SharedDog<A, SIDE, ROWS, TAPS>
{
    fn default() -> Self {
        Self::new()
    }
}
