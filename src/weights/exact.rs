//! The exact weights before learning, one after the other, also in `const`.

use super::profile::Profile;
use crate::{
    error::Error, geometry::Table, number::Extremes, random::Pcg32, weights::InitialWeights,
};

/// Yields the exact weights of a projection in packed order, unit by unit.
///
/// The inner loops call few functions: a call costs the compiler's interpreter most.
pub(crate) struct Exact<'a> {
    table: Table<'a>,
    initial: InitialWeights,
    center: Profile<'a>,
    surround: Option<Profile<'a>>,
    noise: [Pcg32; 2],
    // the unit that `weight` is in
    row: usize,
    column: usize,
    scales: [f64; 2],
    before: f64,
    // the next connection: row of the span, source column, and where the run ends
    k: usize,
    x: usize,
    end: usize,
    // the profiles at the run's row
    along: [f64; 2],
}

/// A weight, and the sum of those before it in its unit.
pub(crate) struct ExactWeight {
    pub before: f64,
    pub weight: f64,
}

impl<'a> Exact<'a> {
    /// In the caller's memory: two profiles of two numbers for each source row.
    pub(crate) const fn new(
        table: Table<'a>,
        initial: InitialWeights,
        [center, surround]: [&'a mut [f64]; 2],
    ) -> Result<Self, Error> {
        let center = match Profile::new(table, initial.center, center) {
            Ok(profile) => profile,
            Err(error) => return Err(error),
        };
        let surround = match initial.surround {
            None => None,
            Some(sigma) => match Profile::new(table, sigma, surround) {
                Ok(profile) => Some(profile),
                Err(error) => return Err(error),
            },
        };
        let mut exact = Self {
            table,
            initial,
            center,
            surround,
            noise: [Pcg32::new(0, 0); 2],
            row: 0,
            column: 0,
            scales: [0.0; 2],
            before: 0.0,
            k: 0,
            x: 0,
            end: 0,
            along: [0.0; 2],
        };
        exact.restart();
        Ok(exact)
    }

    /// Back before the first unit.
    const fn restart(&mut self) {
        let seed = match self.initial.seed {
            Some(seed) => seed,
            None => 0,
        };
        self.noise = [Pcg32::new(seed, 0), Pcg32::new(seed, 1)];
    }

    pub(crate) const fn connections(&self) -> usize {
        self.table.connections
    }

    /// The side of the sheet of units.
    pub(crate) const fn output(&self) -> usize {
        self.table.grid.output
    }

    /// Goes to the next unit in packed order, which must be `(row, column)`; returns its
    /// connections.
    pub(crate) const fn enter(&mut self, row: usize, column: usize) -> Result<usize, Error> {
        (self.row, self.column, self.before) = (row, column, 0.0);
        self.center.enter(row, column);
        if let Some(profile) = &mut self.surround {
            profile.enter(row, column);
        }
        let (mut center, mut surround) = (1.0, 1.0);
        if self.initial.normalised {
            center = match self.initial.seed {
                None => self.center.sum(self.table, row, column) * self.initial.channels as f64,
                Some(_) => self.noisy_sum(),
            };
            if let Some(profile) = &self.surround {
                surround = profile.sum(self.table, row, column);
            }
        }
        if !(center > 0.0 && surround > 0.0) {
            return Err(Error::ZeroField { row, column });
        }
        self.scales = [self.initial.sign / center, self.initial.sign / surround];
        self.k = 0;
        self.enter_run();
        Ok(self.table.taps(row, column))
    }

    /// Σ G · noise over all channels; leaves this channel's generator before the unit and the
    /// others behind it.
    const fn noisy_sum(&mut self) -> f64 {
        let own = self.noise[self.initial.channel as usize];
        let span = self.table.span(self.row);
        let Profile { values, down, across, .. } = &self.center;
        let (values, down, across) = (&**values, *down + span.first_row as usize, *across);
        let (mut sum, mut channel) = (0.0, 0);
        while channel < self.initial.channels as usize {
            let mut k = 0;
            while k < span.rows as usize {
                let run = self.table.run(self.row, k, self.column);
                let (along, mut x) = (values[down + k], across + run.start as usize);
                let end = x + run.len as usize;
                while x < end {
                    sum += along * values[x] * self.noise[channel].next_f64();
                    x += 1;
                }
                k += 1;
            }
            channel += 1;
        }
        self.noise[self.initial.channel as usize] = own;
        sum
    }

    /// Before the first connection of the `k`-th row of the span.
    const fn enter_run(&mut self) {
        let run = self.table.run(self.row, self.k, self.column);
        self.x = self.center.across + run.start as usize;
        self.end = self.x + run.len as usize;
        let y = self.center.down + self.table.span(self.row).first_row as usize + self.k;
        self.along[0] = self.center.values[y];
        if let Some(surround) = &self.surround {
            self.along[1] = surround.values[y];
        }
    }

    /// The unit's next weight; to be called as often as it has connections.
    pub(crate) const fn weight(&mut self) -> ExactWeight {
        while self.x == self.end {
            self.k += 1;
            self.enter_run();
        }
        let mut weight = self.along[0] * self.center.values[self.x] * self.scales[0];
        if self.initial.seed.is_some() {
            weight *= self.noise[self.initial.channel as usize].next_f64();
        }
        if let Some(surround) = &self.surround {
            weight -= self.along[1] * surround.values[self.x] * self.scales[1];
        }
        self.x += 1;
        let before = self.before;
        self.before += weight;
        ExactWeight { before, weight }
    }

    /// The extremes of all weights, and of those on the other sheet that share their sums: both
    /// have one exponent. Writes its own to `keep` as far as there is room. Goes back before the
    /// first unit.
    pub(crate) const fn extremes(&mut self, keep: &mut [f64]) -> Result<Extremes, Error> {
        let own = match self.own_extremes(keep) {
            Ok(extremes) => extremes,
            Err(error) => return Err(error),
        };
        if self.initial.channels < 2 || self.initial.seed.is_none() {
            return Ok(own);
        }
        self.initial.channel = 1 - self.initial.channel;
        let other = self.own_extremes(&mut []);
        self.initial.channel = 1 - self.initial.channel;
        match other {
            Ok(Extremes { peak, total, mixed }) => Ok(Extremes {
                peak: own.peak.max(peak),
                total: own.total.max(total),
                mixed: if own.mixed > mixed { own.mixed } else { mixed },
            }),
            error => error,
        }
    }

    const fn own_extremes(&mut self, keep: &mut [f64]) -> Result<Extremes, Error> {
        let mut extremes = Extremes { peak: 0.0, total: 0.0, mixed: 0 };
        let (side, mut unit, mut next) = (self.table.grid.output, 0, 0);
        while unit < side * side {
            let taps = match self.enter(unit / side, unit % side) {
                Ok(taps) => taps,
                Err(error) => return Err(error),
            };
            let (mut total, mut tap) = (0.0, 0);
            while tap < taps {
                let weight = self.weight().weight;
                if next < keep.len() {
                    keep[next] = weight;
                }
                next += 1;
                total += weight.abs();
                if weight.abs() > extremes.peak {
                    extremes.peak = weight.abs();
                }
                tap += 1;
            }
            if total > extremes.total {
                extremes.total = total;
            }
            if self.surround.is_some() && taps > extremes.mixed {
                extremes.mixed = taps;
            }
            unit += 1;
        }
        self.restart();
        Ok(extremes)
    }
}
