//! The difference of Gaussians of a sheet in memory of any kind, and a sheet's response to it.

use crate::{
    engine::Engine,
    error::Error,
    geometry::{DiscRow, Extent, SharedRows},
    join::{Join, split_rows},
    number::{Activity, Weight, Wide},
    sheet::SheetOf,
    side::{Rows, RowsMut, Side},
    weights::{ExactDisc, check_length, disc_taps},
};

/// A [`SharedDog`](struct@super::SharedDog) whose lengths are not in its type; or one built in the
/// caller's memory.
#[derive(Debug, Clone, Copy)]
pub struct DogView<'a, A: Activity, S: Side> {
    pub(crate) side: S,
    pub(crate) radius: f64,
    pub(crate) rows: &'a [DiscRow],
    pub(crate) kernels: [&'a [A]; 2],
    pub(crate) exponents: [i8; 2],
    pub(crate) ratios: &'a [[A::Wide; 2]],
}

/// The place in the table of ratios of a row or column of units: its distance from the border, up
/// to the disc's reach, where no border cuts it. The unit with the index of a place has that place.
const fn place(side: usize, rows: usize, index: usize) -> usize {
    let (before, after, reach) = (index, side - 1 - index, rows / 2);
    let nearest = if before < after { before } else { after };
    if nearest < reach { nearest } else { reach }
}

/// The places of a row or column of units.
pub(crate) const fn places(side: usize, rows: usize) -> usize {
    place(side, rows, side / 2) + 1
}

/// The caller's memory for a [`DogView`]: rows, the two kernels, and two ratios for each cell of
/// the disc, of which those in front are used.
pub type DogMemory<'a, A> =
    (&'a mut [DiscRow], [&'a mut [A]; 2], &'a mut [[<A as Activity>::Wide; 2]]);

impl<'a, A: Weight<Activity = A> + Activity, S: Side> DogView<'a, A, S> {
    /// Builds the kernel of center and surround in memory of the caller.
    ///
    /// # Errors
    ///
    /// As [`SharedDog::fill`](super::SharedDog::fill).
    pub fn build(
        side: S,
        radius: f64,
        sigmas: [f64; 2],
        mut memory: DogMemory<'a, A>,
    ) -> Result<Self, Error> {
        let exponents = Self::build_in(side, radius, sigmas, &mut memory)?;
        Ok(Self::of(side, radius, exponents, memory))
    }

    /// Builds the kernel of one Gaussian over a disc, over its sum. Where the border cuts the disc,
    /// less is seen: the sum stays that of the whole disc.
    ///
    /// # Errors
    ///
    /// As [`SharedDog::fill`](super::SharedDog::fill).
    pub fn lone(
        side: S,
        radius: f64,
        sigma: f64,
        mut memory: DogMemory<'a, A>,
    ) -> Result<Self, Error> {
        let exponents = Self::build_in(side, radius, [sigma; 2], &mut memory)?;
        let (rows, [_, surround], ratios) = &mut memory;
        rows.iter_mut().for_each(|row| row.widths[1] = 0);
        surround.fill(<A as Activity>::ZERO);
        ratios.fill([A::Wide::from_f64(1.0), A::Wide::ZERO]);
        Ok(Self::of(side, radius, exponents, memory))
    }

    fn of(
        side: S,
        radius: f64,
        exponents: [i8; 2],
        (rows, [center, surround], ratios): DogMemory<'a, A>,
    ) -> Self {
        Self { side, radius, rows, kernels: [center, surround], exponents, ratios }
    }

    fn build_in(
        side: S,
        radius: f64,
        sigmas: [f64; 2],
        (rows, kernels, ratios): &mut DogMemory<'a, A>,
    ) -> Result<[i8; 2], Error> {
        let mut profiles = [side.buffer(0.0); 2];
        let [center, surround] = profiles.each_mut().map(|profile| side.view_mut(profile).as_mut());
        let discs = [
            ExactDisc::new(radius, sigmas[0], center)?,
            ExactDisc::new(radius, sigmas[1], surround)?,
        ];
        let taps = disc_taps(side.get(), radius);
        let lengths = [
            (2 * discs[0].reach() + 1, rows.len()),
            (taps, kernels[0].len()),
            (taps, kernels[1].len()),
            (taps, ratios.len()),
        ];
        for (expected, found) in lengths {
            check_length(expected, found)?;
        }
        let mut exponents = [0; 2];
        for (exponent, disc) in exponents.iter_mut().zip(&discs) {
            *exponent = A::exponent(disc.extremes()).ok_or(Error::Overflow)?;
        }
        let (mut before, mut tap) = ([0.0; 2], 0);
        for (index, row) in rows.iter_mut().enumerate() {
            *row = DiscRow { first: tap as u32, ..discs[0].row(index) };
            for column in 0..2 * usize::from(row.half) + 1 {
                for channel in 0..2 {
                    let weight = discs[channel].weight(index, column);
                    let stored = A::quantise(before[channel], weight, exponents[channel]);
                    if stored != <A as Activity>::ZERO {
                        row.widen(channel, column);
                    }
                    kernels[channel][tap] = stored;
                    before[channel] += weight;
                }
                tap += 1;
            }
        }
        let places = places(side.get(), rows.len());
        for (place, ratio) in ratios.iter_mut().take(places * places).enumerate() {
            let (i, j) = (place / places, place % places);
            *ratio = [0, 1].map(|channel| A::Wide::from_f64(discs[channel].ratio(i, j)));
        }
        Ok(exponents)
    }
}

impl<A: Activity, S: Side> DogView<'_, A, S> {
    /// The side of the source.
    pub const fn side(&self) -> S {
        self.side
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

    /// The response γ·ΣDoG·activity of every unit of a sheet in the middle of the source: the
    /// source's margin is the same on each side.
    pub(crate) fn respond<W: Engine<Activity = A>, O: Side>(
        &self,
        gain: A::Wide,
        join: &mut impl Join,
        source: &SheetOf<A, S>,
        response: &mut SheetOf<A::Wide, O>,
    ) {
        let active = Extent::all(source.rows());
        let active = source.side().view(&active);
        split_rows(join, 0, response.rows_mut(), &|first, rows| {
            self.respond_rows::<W, O>(first, gain, source.rows(), active, rows);
        });
    }

    /// The response of the units from row `first` on.
    pub(crate) fn respond_rows<W: Engine<Activity = A>, O: Side>(
        &self,
        first: usize,
        gain: A::Wide,
        source: Rows<'_, A, S>,
        active: &S::Row<Extent>,
        mut response: RowsMut<'_, A::Wide, O>,
    ) {
        let (rows, side, output) = (self.rows.len(), self.side, response.side());
        let margin = side.get().saturating_sub(output.get()) / 2;
        let columns = margin..margin + output.get();
        let first = margin + first;
        let units = first..first + response.len();
        let all = SharedRows { discs: self.rows, kernels: self.kernels, source, active };
        let places = places(side.get(), rows);
        let mut columns_places = output.buffer(0);
        let columns_places = output.view_mut(&mut columns_places).as_mut();
        for (j, at) in columns.clone().zip(columns_places.iter_mut()) {
            *at = place(side.get(), rows, j);
        }
        // all rows of units that no border cuts have the same ratios
        let mut expanded = output.buffer([A::Wide::ZERO; 2]);
        let (expanded, mut expanded_of) = (output.view_mut(&mut expanded).as_mut(), None);
        // a corner is cut most
        let Some(&most) = self.ratios.first() else { return };
        let mut response = response.iter_mut();
        W::shared::<S, S>(&all, units, side, |index, [center, surround]| {
            let row = place(side.get(), rows, first + index);
            if expanded_of != Some(row) {
                let of_row = row * places..(row + 1) * places;
                let Some(ratios) = self.ratios.get(of_row) else { return };
                for (to, &place) in expanded.iter_mut().zip(&*columns_places) {
                    *to = ratios.get(place).copied().unwrap_or(most);
                }
                expanded_of = Some(row);
            }
            let Some(out) = response.next().map(AsMut::as_mut) else { return };
            let sums = [center, surround].map(|sums| sums.as_ref().get(columns.clone()));
            let [Some(center), Some(surround)] = sums else { return };
            let sums = [center, surround];
            W::differences(gain, sums, expanded, self.exponents, most, out);
        });
    }
}
