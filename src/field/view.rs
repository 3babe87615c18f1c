//! Connection fields without their lengths in the type.

use super::{MAX_SIDE, Run, Span, centre, rows, run};
use crate::{error::Error, math};

/// A [`Field`](struct@crate::Field) whose lengths are not in its type; or one built in the caller's memory.
///
/// Units are named by row and column; each method panics for one that is outside the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldView<'a, const IN: usize, const OUT: usize> {
    pub(super) radius: f64,
    pub(super) connections: usize,
    pub(super) spans: &'a [Span; OUT],
    pub(super) profiles: &'a [[Run; OUT]],
}

impl<'a, const IN: usize, const OUT: usize> FieldView<'a, IN, OUT> {
    /// Builds a table in memory of the caller: [`rows`] profiles, for a radius known at run time.
    ///
    /// # Errors
    ///
    /// As [`Field::build`](crate::Field::build).
    pub const fn build(
        radius: f64,
        spans: &'a mut [Span; OUT],
        profiles: &'a mut [[Run; OUT]],
    ) -> Result<Self, Error> {
        if IN == 0 || IN > MAX_SIDE {
            return Err(Error::Side(IN));
        }
        if OUT == 0 || OUT > MAX_SIDE {
            return Err(Error::Side(OUT));
        }
        if radius.is_nan() || radius < 0.0 {
            return Err(Error::Radius(radius));
        }
        let rows = rows(IN, OUT, radius);
        if profiles.len() != rows {
            return Err(Error::Length { expected: rows, found: profiles.len() });
        }
        let limit = math::square_within(radius);
        let (mut weight, mut profile, mut i) = (0, 0, 0);
        while i < OUT {
            let c_i = centre(IN, OUT, i);
            let span = run(IN, c_i, 0.0, limit);
            if IN == OUT {
                profile = rows / 2 + span.start as usize - i;
            }
            spans[i] = Span {
                first_weight: weight as u32,
                profile: profile as u16,
                first_row: span.start,
                rows: span.len,
            };
            let mut row = 0;
            while row < span.len as usize {
                let d = (span.start as usize + row) as f64 - c_i;
                let mut j = 0;
                while j < OUT {
                    profiles[profile][j] = run(IN, centre(IN, OUT, j), d * d, limit);
                    weight += profiles[profile][j].len as usize;
                    j += 1;
                }
                profile += 1;
                row += 1;
            }
            i += 1;
        }
        let view = Self { radius, connections: weight, spans, profiles };
        let mut unit = 0;
        while unit < OUT * OUT {
            let (row, column) = (unit / OUT, unit % OUT);
            if view.taps(row, column) == 0 {
                return Err(Error::EmptyField { row, column });
            }
            unit += 1;
        }
        Ok(view)
    }

    /// The radius in source cells.
    pub const fn radius(&self) -> f64 {
        self.radius
    }

    /// Connections of all units together.
    pub const fn connections(&self) -> usize {
        self.connections
    }

    /// Bytes of the table.
    pub const fn bytes(&self) -> usize {
        size_of::<f64>() + size_of_val(self.spans) + size_of_val(self.profiles)
    }

    /// The source rows that the units of a row see.
    pub const fn span(&self, row: usize) -> Span {
        self.spans[row]
    }

    /// The runs of a row's units in the source rows of its span: `profiles(row)[k][column]`.
    pub fn profiles(&self, row: usize) -> &'a [[Run; OUT]] {
        let span = self.spans[row];
        &self.profiles[usize::from(span.profile)..][..usize::from(span.rows)]
    }

    /// The runs of the units of any row in the source row that is their own, and the length of a
    /// run that the border does not cut. `None` if the sides differ.
    pub(crate) fn middle(&self) -> Option<(&'a [Run; OUT], usize)> {
        let whole = self.profiles.len();
        (IN == OUT).then(|| (&self.profiles[whole / 2], whole))
    }

    /// All profiles.
    pub(crate) const fn all(&self) -> &'a [[Run; OUT]] {
        self.profiles
    }

    /// The run of unit `(row, column)` in the `k`-th source row of its span.
    pub const fn run(&self, row: usize, k: usize, column: usize) -> Run {
        self.profiles[self.spans[row].profile as usize + k][column]
    }

    /// Connections of unit `(row, column)`.
    pub const fn taps(&self, row: usize, column: usize) -> usize {
        let (mut taps, mut k) = (0, 0);
        while k < self.spans[row].rows as usize {
            taps += self.run(row, k, column).len as usize;
            k += 1;
        }
        taps
    }

    /// Index of the first weight of unit `(row, column)` in packed order. Cost: the units left of it.
    pub const fn first_weight(&self, row: usize, column: usize) -> usize {
        let span = self.spans[row];
        let (mut first, mut k) = (span.first_weight as usize, 0);
        while k < span.rows as usize {
            let (left, _) = self.profiles[span.profile as usize + k].split_at(column);
            let mut j = 0;
            while j < left.len() {
                first += left[j].len as usize;
                j += 1;
            }
            k += 1;
        }
        first
    }
}
