//! Divisive gain control among the LGN's cells (GCAL: Stevens, Law, Antolík and Bednar 2013), so
//! that V1 sees the same of a faint picture as of a strong one.
//!
//! A cell with the drive ψ, its rectified difference-of-Gaussians response, first has the activity
//! γ_O·ψ/k, then γ_O·ψ/(k + γ_S·P) with P the first activities pooled over its neighbours of the
//! same kind. Both steps together are g·ψ/(c + Σω·ψ) with g = k/γ_S and c = k²/(γ_S·γ_O): nothing
//! in it leaves 0..=1 but the result, which stops at the LGN's ceiling.

use crate::{
    engine::{Engine, Pooled},
    error::Error,
    geometry::Extent,
    join::{Join, split_rows},
    model::{GainControlParams, Params},
    number::{Activity, Weight, Wide, WideOf},
    sheet::SheetOf,
    side::{Const, Rows, RowsMut, Side},
    weights::{Pool, SharedDog},
};

/// g over the ceiling, and γ_L·c.
pub(crate) const fn factors(
    params: &GainControlParams,
    network: &Params,
) -> Result<[f64; 2], Error> {
    const POSITIVE: [f64; 2] = [f64::MIN_POSITIVE, f64::MAX];
    let GainControlParams { gamma_o, gamma_s, k, .. } = *params;
    let positive = [("gamma_o", gamma_o), ("gamma_s", gamma_s), ("k", k)];
    let mut next = 0;
    while next < positive.len() {
        let (what, value) = positive[next];
        if let Err(error) = Error::within(what, value, POSITIVE, "a finite number > 0") {
            return Err(error);
        }
        next += 1;
    }
    let ceiling = match Error::ceiling("lgn_ceiling", network.lgn_ceiling) {
        Ok(ceiling) => ceiling,
        Err(error) => return Err(error),
    };
    let (gain, offset) = (k / gamma_s / ceiling, network.gamma_l * k * k / (gamma_s * gamma_o));
    if let Err(error) = Error::within("k / gamma_s", gain, [0.0, 1.0], "a number of 0..=1") {
        return Err(error);
    }
    let what = "gamma_l * k * k / (gamma_s * gamma_o)";
    match Error::within(what, offset, [1e-6, 1.0], "a number of 1e-6..=1") {
        Ok(_) => Ok([gain, offset]),
        Err(error) => Err(error),
    }
}

/// Gain control of an LGN of that side by a square pool.
#[derive(Debug, Clone, PartialEq)]
pub struct GainControl<A: Activity, S: Side> {
    pub(crate) gain: A::Wide,
    pub(crate) offset: A::Wide,
    pub(crate) pool: Pool<A, S>,
}

impl<A: Pooled, S: Side> GainControl<A, S> {
    /// For an LGN of that side and a network's γ_L and ceiling. The pool is a square whatever the
    /// parameters say. Stack: 48 bytes for each row.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a parameter that is not above 0, or such that g = k/γ_S is above 1
    /// or γ_L·c outside 10⁻⁶..=1.
    pub fn new(side: S, params: &GainControlParams, network: &Params) -> Result<Self, Error> {
        let [gain, offset] = factors(params, network)?.map(A::Wide::from_f64);
        Ok(Self { gain, offset, pool: Pool::new(side, params.sigma, params.radius)? })
    }
}

/// The type of the [`DiscGainControl`](struct@crate::model::DiscGainControl) of an `$side`-sided
/// LGN.
#[macro_export]
macro_rules! disc_gain_control {
    ($number:ty, $side:expr, $radius:expr) => {
        $crate::model::DiscGainControl<
            $number,
            { $side },
            { $crate::geometry::rows($side, $side, $radius) },
            { $crate::weights::disc_taps($side, $radius) },
        >
    };
}

/// Gain control by a pool that is a disc; [`disc_gain_control!`](crate::disc_gain_control!) writes
/// the type, with the lengths of the LGN's side and the pool's radius.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscGainControl<W: Weight, const SIDE: usize, const ROWS: usize, const TAPS: usize> {
    pub(crate) gain: WideOf<W>,
    pub(crate) offset: WideOf<W>,
    pub(crate) pool: SharedDog<W::Activity, SIDE, ROWS, TAPS>,
}

impl<W: Engine, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    DiscGainControl<W, SIDE, ROWS, TAPS>
where
    W::Activity: Weight<Activity = W::Activity>,
{
    /// For a network of these weights, with its γ_L and ceiling. The pool is a disc whatever the
    /// parameters say. Stack: that of the value, and 16 bytes for each row of the LGN.
    ///
    /// # Errors
    ///
    /// As [`GainControl::new`], and [`Error::Length`] where `ROWS` or `TAPS` is not the radius's.
    pub fn new(params: &GainControlParams, network: &Params) -> Result<Self, Error> {
        let [gain, offset] = factors(params, network)?.map(WideOf::<W>::from_f64);
        let mut pool = SharedDog::new();
        pool.fill_lone(params.radius, params.sigma)?;
        Ok(Self { gain, offset, pool })
    }
}

/// Gain control that lies anywhere.
#[derive(Clone, Copy)]
pub struct GainControlView<'a, A: Activity, S: Side> {
    gain: A::Wide,
    offset: A::Wide,
    // behind a pointer, so that firmware without pools links none
    pool: &'a dyn Neighbours<A, S>,
}

/// What pools the drives of each cell's neighbours.
pub(crate) trait Neighbours<A: Activity, S: Side>: Sync {
    /// The pooled drives of the cells from row `first` on.
    fn respond_rows(
        &self,
        first: usize,
        source: Rows<'_, A, S>,
        active: &S::Row<Extent>,
        response: RowsMut<'_, A::Wide, S>,
    );
}

impl<A: Activity, S: Side> Neighbours<A, S> for Pool<A, S> {
    fn respond_rows(
        &self,
        first: usize,
        source: Rows<'_, A, S>,
        active: &S::Row<Extent>,
        response: RowsMut<'_, A::Wide, S>,
    ) {
        self.respond_rows(first, A::Wide::from_q24(1 << 24), source, active, response);
    }
}

impl<W, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    Neighbours<W::Activity, Const<SIDE>> for DiscGainControl<W, SIDE, ROWS, TAPS>
where
    W: Engine,
{
    fn respond_rows(
        &self,
        first: usize,
        source: Rows<'_, W::Activity, Const<SIDE>>,
        active: &[Extent; SIDE],
        response: RowsMut<'_, WideOf<W>, Const<SIDE>>,
    ) {
        let one = WideOf::<W>::from_q24(1 << 24);
        self.pool.view().respond_rows::<W, _>(first, one, source, active, response);
    }
}

impl<A: Activity, S: Side> core::fmt::Debug for GainControlView<'_, A, S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("GainControlView").finish_non_exhaustive()
    }
}

impl<'a, A: Activity, S: Side> From<&'a GainControl<A, S>> for GainControlView<'a, A, S> {
    fn from(control: &'a GainControl<A, S>) -> Self {
        Self::of([control.gain, control.offset], &control.pool)
    }
}

impl<'a, W, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    From<&'a DiscGainControl<W, SIDE, ROWS, TAPS>> for GainControlView<'a, W::Activity, Const<SIDE>>
where
    W: Engine,
{
    fn from(control: &'a DiscGainControl<W, SIDE, ROWS, TAPS>) -> Self {
        Self::of([control.gain, control.offset], control)
    }
}

impl<'a, A: Activity, S: Side> GainControlView<'a, A, S> {
    /// With the [`factors`].
    pub(crate) const fn of([gain, offset]: [A::Wide; 2], pool: &'a dyn Neighbours<A, S>) -> Self {
        Self { gain, offset, pool }
    }
}

impl<A: Pooled, S: Side> GainControlView<'_, A, S> {
    /// Turns the drives of one kind of cells into activities. Cost: that of the pool, and a
    /// division for each active cell.
    pub(crate) fn apply(
        &self,
        join: &mut impl Join,
        cells: &mut SheetOf<A, S>,
        scratch: &mut SheetOf<A::Wide, S>,
    ) {
        let source = cells.rows();
        let active = Extent::all(source);
        let active = source.side().view(&active);
        split_rows(join, 0, scratch.rows_mut(), &|first, rows| {
            self.pool.respond_rows(first, source, active, rows);
        });
        for (cell, &pooled) in cells.units_mut().iter_mut().zip(scratch.units()) {
            if *cell != <A as Activity>::ZERO {
                let drive = self.gain.multiply(Activity::widen(*cell));
                *cell = A::quotient(drive, self.offset + pooled);
            }
        }
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
