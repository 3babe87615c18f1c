//! One Gaussian kernel for all units of a sheet: for gain control, and for lateral excitation that
//! does not learn.
//!
//! It covers a square, not a disc, and so is the product of a row and a column: 2·(reach + 1)
//! multiplications a unit, and 4 bytes for each row of the sheet in 16 bits, and 4 more for the
//! ratios, where a projection takes 2 for each connection. At 4 σ, GCAL's excitatory radius, square
//! and disc differ by less than 10⁻³. Cut by the border, the kernel still sums to 1.
//!
//! In fixed point the weights of a row sum to exactly 1.

use crate::{
    engine::{PoolLoop, PoolRows, Pooled, pool},
    error::Error,
    geometry::Extent,
    join::{Join, split_rows},
    math,
    number::{Activity, Extremes, Wide},
    sheet::SheetOf,
    side::{Rows, RowsMut, Side},
};

/// Sets weights by distance and, by the place along a side, 1 over the sum of the weights inside;
/// returns how far the kernel reaches.
pub(crate) const fn exact_pool(
    sigma: f64,
    radius: f64,
    weights: &mut [f64],
    ratios: &mut [f64],
) -> Result<usize, Error> {
    if let Err(error) = Error::sigma(sigma) {
        return Err(error);
    }
    if let Err(error) = Error::radius(radius) {
        return Err(error);
    }
    let side = weights.len();
    let most = side.saturating_sub(1);
    let reach = if radius < most as f64 { math::round(radius) as usize } else { most };
    let (mut full, mut d) = (0.0, 0);
    while d <= reach && d < side {
        let z = d as f64 / sigma;
        weights[d] = math::exp(-0.5 * z * z);
        full += weights[d] * if d == 0 { 1.0 } else { 2.0 };
        d += 1;
    }
    let mut place = 0;
    while place < side {
        let (mut inside, mut other) = (0.0, 0);
        while other < side {
            inside += weights[place.abs_diff(other)];
            other += 1;
        }
        ratios[place] = full / inside;
        place += 1;
    }
    place = 0;
    while place < side {
        weights[place] /= full;
        place += 1;
    }
    Ok(reach)
}

/// A Gaussian kernel that all units of a sheet share.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool<A: Activity, S: Side> {
    pub(crate) side: S,
    pub(crate) weights: S::Buffer<A>,
    pub(crate) ratios: S::Buffer<A::Wide>,
    pub(crate) reach: usize,
    pub(crate) exponent: i8,
    pub(crate) rows: PoolLoop<A, S>,
}

impl<A: Pooled, S: Side> Pool<A, S> {
    /// A kernel of that σ that reaches `radius` cells, rounded, up, down, left and right. Stack: 48
    /// bytes for each row.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn new(side: S, sigma: f64, radius: f64) -> Result<Self, Error> {
        let [mut exact, mut exact_ratios] = [side.buffer(0.0); 2];
        let exact = side.view_mut(&mut exact).as_mut();
        let exact_ratios = side.view_mut(&mut exact_ratios).as_mut();
        let reach = exact_pool(sigma, radius, exact, exact_ratios)?;
        let extremes = Extremes { peak: exact[0], total: 1.0, mixed: 0 };
        let exponent = A::exponent(extremes).ok_or(Error::Overflow)?.min(0);
        let (weights, ratios) = (side.buffer(<A as Activity>::ZERO), side.buffer(A::Wide::ZERO));
        let mut pool = Self { side, weights, ratios, reach, exponent, rows: PoolLoop(pool) };
        let ratios = side.view_mut(&mut pool.ratios).as_mut();
        for (to, &from) in ratios.iter_mut().zip(&*exact_ratios) {
            *to = A::Wide::from_f64(from);
        }
        // from the farthest on, so that errors cancel between neighbours; what is left is the
        // middle's
        let (mut before, mut stored) = (0.0, 0.0);
        let weights = side.view_mut(&mut pool.weights).as_mut();
        for (to, &weight) in weights.iter_mut().zip(&*exact).take(reach + 1).skip(1).rev() {
            *to = A::quantise(before, weight, exponent);
            before += weight;
            stored += to.value(exponent);
        }
        weights[0] = A::quantise(2.0 * stored, 1.0 - 2.0 * stored, exponent);
        Ok(pool)
    }
}

impl<A: Pooled, S: Side> Pool<A, S> {
    /// The response γ·Σ weight·activity of every unit, split as `join` says. Stack: 22 bytes for
    /// each row in 16 bits, 48 in `f64`.
    pub fn respond(
        &self,
        join: &mut impl Join,
        gain: A::Wide,
        source: &SheetOf<A, S>,
        response: &mut SheetOf<A::Wide, S>,
    ) {
        let active = Extent::all(source.rows());
        let active = self.side.view(&active);
        split_rows(join, 0, response.rows_mut(), &|first, units| {
            self.respond_rows(first, gain, source.rows(), active, units);
        });
    }
}

impl<A: Activity, S: Side> Pool<A, S> {
    /// The response of the units from row `first` on.
    pub(crate) fn respond_rows(
        &self,
        first: usize,
        gain: A::Wide,
        source: Rows<'_, A, S>,
        active: &S::Row<Extent>,
        response: RowsMut<'_, A::Wide, S>,
    ) {
        let rows = PoolRows {
            weights: self.side.view(&self.weights).as_ref(),
            reach: self.reach,
            exponent: self.exponent,
            ratios: self.side.view(&self.ratios).as_ref(),
            source,
            active,
        };
        (self.rows.0)(&rows, gain, first, response);
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
