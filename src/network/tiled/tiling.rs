//! How tiles are laid, and what lies beyond them.

use crate::{
    error::Error,
    geometry::Placement,
    model::Params,
    number::Activity,
    sheet::SheetOf,
    side::{Side, Value},
};
use core::ops::Range;

/// Where the tiles lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lattice {
    /// Column under column. The default.
    #[default]
    Square,
    /// Every second row of tiles is half a period to the right: six neighbours each.
    Hexagonal,
}

/// What inhibits a unit from beyond V1's border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Border {
    /// V1 mirrored: as where a cut field's weights are normalised, units at the border are
    /// inhibited as strongly as others. The default.
    #[default]
    Mirrored,
    /// Nothing: units at the border are inhibited less.
    Silent,
}

impl Border {
    /// The index of `0..side` that is seen at an index.
    #[inline(always)]
    fn seen(self, index: isize, side: usize) -> Option<usize> {
        let side = side as isize;
        let seen = match (self, index) {
            (_, 0..) if index < side => index,
            (Self::Silent, _) => return None,
            (Self::Mirrored, 0..) => 2 * side - 1 - index,
            (Self::Mirrored, _) => -1 - index,
        };
        usize::try_from(seen).ok()
    }
}

/// The tiles of a V1. Its side need not be a multiple of the period: the border cuts tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tiling {
    /// The side of a tile, in V1's units, such that it has a whole number of LGN cells; in a
    /// hexagonal lattice both even.
    pub period: usize,
    /// Where the tiles lie.
    pub lattice: Lattice,
    /// What lies beyond V1.
    pub border: Border,
}

impl Tiling {
    /// Column under column, with a mirrored border.
    pub const fn square(period: usize) -> Self {
        Self { period, lattice: Lattice::Square, border: Border::Mirrored }
    }

    /// Every second row half a period to the right, with a mirrored border.
    pub const fn hexagonal(period: usize) -> Self {
        Self { lattice: Lattice::Hexagonal, ..Self::square(period) }
    }

    /// The windows of a network's tiles.
    pub(super) const fn windows(self, params: &Params) -> Result<Windows, Error> {
        let Placement::Cells { margin } = params.placement else {
            let (what, allowed) = ("placement", "Cells with a margin, as Params::extended makes");
            return Err(Error::OutOfRange { what, value: 0.0, allowed });
        };
        let (margin, reach) = (margin as usize, reach(params.r_a));
        let cells = params.lgn.saturating_sub(2 * margin) * self.period;
        let whole = params.cortex > 0 && cells.is_multiple_of(params.cortex) && cells > 0;
        let halves = match self.lattice {
            Lattice::Square => true,
            Lattice::Hexagonal => {
                whole && self.period.is_multiple_of(2) && (cells / params.cortex).is_multiple_of(2)
            }
        };
        if !whole || !halves || self.period > params.cortex {
            return Err(Error::OutOfRange {
                what: "period",
                value: self.period as f64,
                allowed: "units of V1 that have a whole number of LGN cells; hexagonal, both even",
            });
        }
        if margin < reach {
            let (value, allowed) =
                (margin as f64, "at least r_a, so that the border cuts no field");
            return Err(Error::OutOfRange { what: "margin", value, allowed });
        }
        let cells = cells / params.cortex;
        Ok(Windows { cells, beyond: margin - reach, reach, lateral: self::reach(params.r_i) })
    }

    /// The window on the LGN and that on V1: their sides, and how far they reach beyond a tile.
    ///
    /// # Panics
    ///
    /// For a period or a margin that the network cannot have; in `const` that is a compile error.
    pub const fn sides(self, params: &Params) -> [[usize; 2]; 2] {
        match self.windows(params) {
            Ok(windows) => windows.sides(self.period),
            Err(error) => error.panic(),
        }
    }

    /// The tiles that cover a V1, row by row.
    pub(super) fn tiles(self, side: usize) -> impl Iterator<Item = Tile> {
        let Self { period, lattice, .. } = self;
        (0..side.div_ceil(period)).flat_map(move |down| {
            let shifted = matches!(lattice, Lattice::Hexagonal) && down % 2 == 1;
            let all = side + if shifted { period / 2 } else { 0 };
            (0..all.div_ceil(period)).map(move |across| Tile { down, across, shifted })
        })
    }
}

/// Cells from the middle of a field to its end.
const fn reach(radius: f64) -> usize {
    let whole = radius as usize;
    if whole < 255 { whole } else { 255 }
}

/// Where a network's tiles lie on its LGN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Windows {
    /// LGN cells that a tile has on each side.
    cells: usize,
    /// LGN cells between the LGN's border and the window of the first tile.
    beyond: usize,
    /// How far a window on the LGN reaches beyond the tile.
    reach: usize,
    /// How far a window on V1 does.
    lateral: usize,
}

impl Windows {
    /// The sides of both windows, and how far they reach beyond the tile.
    pub(super) const fn sides(self, period: usize) -> [[usize; 2]; 2] {
        let Self { cells, reach, lateral, .. } = self;
        [[cells + 2 * reach, reach], [period + 2 * lateral, lateral]]
    }

    /// Where a tile's window on the LGN begins.
    #[inline(always)]
    pub(super) fn on_lgn(self, tile: Tile) -> [isize; 2] {
        tile.origin(self.cells).map(|first| first + self.beyond as isize)
    }

    /// Where a tile's window on V1 begins.
    #[inline(always)]
    pub(super) fn on_v1(self, tile: Tile, period: usize) -> [isize; 2] {
        tile.origin(period).map(|first| first - self.lateral as isize)
    }
}

/// A tile of V1, by row and column in the lattice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tile {
    down: usize,
    across: usize,
    shifted: bool,
}

impl Tile {
    /// The row and the column of the first of its cells, where a tile has `size` of them a side.
    #[inline(always)]
    fn origin(self, size: usize) -> [isize; 2] {
        let half = if self.shifted { size / 2 } else { 0 };
        [(self.down * size) as isize, (self.across * size) as isize - half as isize]
    }

    /// Of the tile's rows and columns those on a V1 of that side, and V1's first ones.
    #[inline(always)]
    pub(super) fn inside(self, period: usize, side: usize) -> ([Range<usize>; 2], [usize; 2]) {
        let origin = self.origin(period);
        let clipped = origin.map(|first| {
            let start = (-first).max(0) as usize;
            start..period.min((side as isize - first).max(0) as usize)
        });
        (clipped, origin.map(|first| first.max(0) as usize))
    }

    /// Calls a function with each of V1's rows of units in this tile and the tile's own.
    pub(super) fn each_row<T: Value, U: Value, C: Side, P: Side>(
        self,
        v1: &mut SheetOf<T, C>,
        own: &mut SheetOf<U, P>,
        mut f: impl FnMut(&mut [T], &mut [U]),
    ) {
        let ([rows, columns], [top, left]) = self.inside(own.side().get(), v1.side().get());
        let (mut own, mut v1) = (own.rows_mut(), v1.rows_mut());
        let pairs = v1.iter_mut().skip(top).zip(own.iter_mut().take(rows.end).skip(rows.start));
        for (v1, own) in pairs {
            let own = own.as_mut().get_mut(columns.clone()).unwrap_or_default();
            f(v1.as_mut().get_mut(left..left + own.len()).unwrap_or_default(), own);
        }
    }
}

/// Copies the window that begins at a row and a column of a sheet.
pub(super) fn look<T: Activity, S: Side, V: Side>(
    sheet: &SheetOf<T, S>,
    [top, left]: [isize; 2],
    border: Border,
    window: &mut SheetOf<T, V>,
) {
    let (side, width) = (sheet.side().get(), window.side().get());
    // the columns within the sheet
    let start = ((-left).max(0) as usize).min(width);
    let end = ((side as isize - left).max(0) as usize).clamp(start, width);
    for (row, to) in (top..).zip(window.rows_mut().iter_mut()) {
        let to = to.as_mut();
        let Some(row) = border.seen(row, side) else {
            to.fill(T::ZERO);
            continue;
        };
        let from = sheet.rows().row(row).as_ref();
        let middle = from.iter().skip((left + start as isize) as usize);
        for (to, from) in to.iter_mut().take(end).skip(start).zip(middle) {
            *to = *from;
        }
        for (column, to) in (left..).zip(to.iter_mut()) {
            if !(0..side as isize).contains(&column) {
                let seen = border.seen(column, side).and_then(|column| from.get(column));
                *to = seen.copied().unwrap_or(T::ZERO);
            }
        }
    }
}

impl Params {
    /// The same network on a V1 of another side, for [tiles](crate::network::tiled): with cells and
    /// units as dense, radii as long, and an LGN and a retina as far beyond V1 as r_A and r_L, so
    /// that the border cuts neither an afferent field nor an LGN cell's.
    ///
    /// ```
    /// let params = lissom::Params::gcal(24).extended(96);
    /// assert_eq!((params.retina, params.lgn, params.cortex), (126, 108, 96));
    /// ```
    #[must_use]
    pub const fn extended(self, cortex: usize) -> Self {
        let own = match self.placement {
            Placement::Corners => 0,
            Placement::Cells { margin } => margin as usize,
        };
        let margin = reach(self.r_a);
        let lgn = cortex * self.lgn.saturating_sub(2 * own) / self.cortex + 2 * margin;
        let placement = Placement::Cells { margin: margin as u8 };
        Self { retina: lgn + 2 * reach(self.r_l), lgn, cortex, placement, ..self }
    }
}
