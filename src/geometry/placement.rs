//! Where the units of a sheet lie on their source sheet.

use crate::{error::Error, math};

/// Where the units of a sheet lie on their source sheet, and around which point their connection
/// fields are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Placement {
    /// The corner units lie on the corner cells, and a field is around its unit's place:
    /// pylissom's, and the default.
    #[default]
    Corners,
    /// The units tile the source but for a margin, which is there so that the border cuts no field,
    /// and a field is around the cell in which its unit lies: Topographica's.
    Cells {
        /// Source cells beyond the units on each side; less than half the source's side.
        margin: u8,
    },
}

/// The sides of a source sheet and of the sheet of units on it, and how that is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) input: usize,
    pub(crate) output: usize,
    pub(crate) placement: Placement,
}

impl Grid {
    /// The grid, if sides and margin are in their ranges.
    pub(crate) const fn check(self) -> Result<Self, Error> {
        let Self { input, output, placement } = self;
        if let Err(error) = Error::side(input) {
            return Err(error);
        }
        if let Err(error) = Error::side(output) {
            return Err(error);
        }
        if let Placement::Cells { margin } = placement {
            let most = ((input - 1) / 2) as f64;
            let allowed = "a number below half the source's side";
            if let Err(error) = Error::within("margin", margin as f64, [0.0, most], allowed) {
                return Err(error);
            }
        }
        Ok(self)
    }

    /// Whether unit `(i, j)` lies on cell `(i, j)`: all whole fields are the same then.
    #[inline(always)]
    pub(crate) const fn is_aligned(self) -> bool {
        let Self { input, output, placement } = self;
        input == output && matches!(placement, Placement::Corners | Placement::Cells { margin: 0 })
    }

    /// The source row or column on which a row or column of units lies.
    pub(crate) const fn place(self, index: usize) -> f64 {
        let Self { input, output, placement } = self;
        match placement {
            Placement::Corners => corners(input, output, index),
            _ if self.is_aligned() => index as f64,
            Placement::Cells { margin } => {
                let covered = input - 2 * margin as usize;
                let place = (2 * index + 1) as f64 * covered as f64 / (2 * output) as f64;
                margin as f64 + place - 0.5
            }
        }
    }

    /// The source row or column in the middle of the fields of a row or column of units.
    pub(crate) const fn middle(self, index: usize) -> f64 {
        let Self { input, output, placement } = self;
        match placement {
            Placement::Corners => corners(input, output, index),
            Placement::Cells { margin } => {
                let covered = input - 2 * margin as usize;
                (margin as usize + (2 * index + 1) * covered / (2 * output)) as f64
            }
        }
    }
}

/// As NumPy's `linspace(0, input − 1, output)` computes it.
const fn corners(input: usize, output: usize, index: usize) -> f64 {
    if output <= 1 {
        0.0
    } else if index + 1 == output {
        (input - 1) as f64
    } else {
        index as f64 * ((input - 1) as f64 / (output - 1) as f64)
    }
}

/// The cells of `0..input` whose squared distance from `middle` plus `across` is at most `limit`:
/// the first, and how many.
pub(super) const fn within(input: usize, middle: f64, across: f64, limit: f64) -> [usize; 2] {
    let nearest = math::round(middle) as usize;
    let (mut start, mut end) = (nearest, nearest);
    // both written out: a call costs the compiler's interpreter most
    while end < input {
        let d = end as f64 - middle;
        if d * d + across > limit {
            break;
        }
        end += 1;
    }
    while start > 0 {
        let d = (start - 1) as f64 - middle;
        if d * d + across > limit {
            break;
        }
        start -= 1;
    }
    [start, end - start]
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn grid(input: usize, output: usize, placement: Placement) -> Grid {
        Grid { input, output, placement }
    }

    /// By hand: 24 of 60 LGN cells under 48 units, as GCAL has them in Topographica.
    #[test]
    fn units_tile_what_the_margin_leaves() {
        let gcal = grid(60, 48, Placement::Cells { margin: 18 });
        let places = [0, 1, 2, 47].map(|unit| (gcal.place(unit), gcal.middle(unit)));
        assert_eq!(places, [(17.75, 18.0), (18.25, 18.0), (18.75, 19.0), (41.25, 41.0)]);
        let whole = grid(7, 7, Placement::Cells { margin: 0 });
        assert!(whole.is_aligned() && !grid(7, 7, Placement::Cells { margin: 1 }).is_aligned());
        assert_eq!([0, 3, 6].map(|unit| whole.middle(unit)), [0.0, 3.0, 6.0]);
        assert_eq!([0, 3, 6].map(|unit| whole.place(unit)), [0.0, 3.0, 6.0]);
        let corners = grid(25, 5, Placement::Corners);
        assert_eq!([0, 1, 4].map(|unit| corners.place(unit)), [0.0, 6.0, 24.0]);
    }

    #[test]
    fn a_margin_leaves_a_cell() {
        let with = |input, margin| grid(input, 4, Placement::Cells { margin }).check();
        assert!(with(9, 4).is_ok() && with(1, 0).is_ok());
        for (input, margin) in [(8, 4), (9, 5), (1, 1)] {
            let refused = with(input, margin).expect_err("the margin is too wide");
            assert!(matches!(refused, Error::OutOfRange { what: "margin", .. }), "{refused:?}");
        }
    }
}
