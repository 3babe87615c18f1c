//! What an assembled network is made of: its bytes, and a table of it as its `Display`.

use crate::{
    model::{Cortex, Excitation, LgnWeights, Lissom},
    number::{Weight, WideOf},
    side::{Channels, Side},
    weights::Projection,
};
use core::fmt;

impl<W: Weight, I: Side, O: Side> Projection<'_, W, I, O> {
    /// Bytes of the weights and of the connection fields' table.
    pub fn table_bytes(&self) -> usize {
        self.bytes() + self.field().bytes()
    }

    /// A row of the table.
    fn row(&self, f: &mut fmt::Formatter<'_>, name: &str, gamma: f64) -> fmt::Result {
        let field = self.field();
        let (least, most) = field
            .all_taps()
            .fold((usize::MAX, 0), |(least, most), taps| (taps.min(least), taps.max(most)));
        writeln!(
            f,
            "{name:<11}  {:6.3}  {gamma:5.3}  {least:3}–{most:<4}  {:11}  {:10}  {:9}",
            field.radius(),
            field.connections(),
            self.bytes(),
            field.bytes(),
        )
    }
}

const HEADER: &str = "             radius   gain      taps  connections  weights, B  tables, B";

fn footer(f: &mut fmt::Formatter<'_>, tables: usize, state: usize) -> fmt::Result {
    write!(f, "weights and tables {tables} B (flash when frozen), state {state} B (RAM)")
}

impl<W: Weight, I: Side, C: Side, N: Channels> Cortex<'_, W, I, C, N> {
    /// Bytes of weights and tables: flash when frozen. The afferent sheets share a table.
    pub fn table_bytes(&self) -> usize {
        let first = &self.afferent.as_ref()[0];
        let afferent = self.channels() * first.bytes() + first.field().bytes();
        let excitatory = match &self.excitatory {
            Excitation::Own(projection) => projection.table_bytes(),
            Excitation::Shared(pool) => size_of_val(*pool),
        };
        afferent + excitatory + self.inhibitory.table_bytes()
    }

    /// Bytes of the afferent sheets and a [`CortexState`](crate::model::CortexState): RAM.
    pub fn state_bytes(&self) -> usize {
        let [input, side] = self.sides();
        self.channels() * sheet::<W::Activity>(input) + cortex_state::<W>(side)
    }

    fn channels(&self) -> usize {
        self.afferent.as_ref().len()
    }

    fn sides(&self) -> [usize; 2] {
        let field = self.afferent.as_ref()[0].field();
        [field.input().get(), field.output().get()]
    }

    /// The rows of the table.
    fn rows(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [gamma_a, gamma_e, gamma_i] = self.dynamics.gammas();
        for projection in self.afferent.as_ref() {
            projection.row(f, "afferent", gamma_a)?;
        }
        match &self.excitatory {
            Excitation::Own(projection) => projection.row(f, "excitatory", gamma_e)?,
            Excitation::Shared(pool) => {
                let bytes = size_of_val(*pool);
                writeln!(
                    f,
                    "excitatory          {gamma_e:5.3}                 shared  {bytes:10}"
                )?;
            }
        }
        self.inhibitory.row(f, "inhibitory", gamma_i)
    }

    /// The end of the title.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (steps, sigmoid) = (self.dynamics.steps(), self.dynamics.sigmoid());
        let (lower, upper) = (sigmoid.lower(), sigmoid.upper());
        let [_, side] = self.sides();
        let channels = self.channels();
        let s = if channels == 1 { "" } else { "s" };
        write!(
            f,
            "V1 {side}×{side}, {channels} afferent sheet{s}, {steps} settling steps, \
             θ {lower:.3}..{upper:.3}"
        )
    }
}

/// Bytes of a sheet.
const fn sheet<T>(side: usize) -> usize {
    side * side * size_of::<T>()
}

/// Bytes of a [`CortexState`](crate::model::CortexState).
const fn cortex_state<W: Weight>(side: usize) -> usize {
    sheet::<W::Activity>(side) + 3 * sheet::<WideOf<W>>(side)
}

/// A table of the assembled V1: sizes, radii, gains, taps, connections and bytes.
impl<W: Weight, I: Side, C: Side, N: Channels> fmt::Display for Cortex<'_, W, I, C, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [input, _] = self.sides();
        write!(f, "ReducedLissom, {}: picture {input}×{input} → ", W::NAME)?;
        self.describe(f)?;
        writeln!(f, "\n{HEADER}")?;
        self.rows(f)?;
        footer(f, self.table_bytes(), self.state_bytes())
    }
}

impl<W: Weight, R: Side, L: Side, C: Side, N: Channels> Lissom<'_, W, R, L, C, N> {
    /// Bytes of weights and tables: flash when frozen.
    pub fn table_bytes(&self) -> usize {
        let lgn = match self.lgn.weights() {
            LgnWeights::Shared(dog) => dog.bytes(),
            LgnWeights::Packed(on) => on.table_bytes(),
        };
        lgn + self.cortex.table_bytes()
    }

    /// Bytes of a picture and a [`State`](crate::model::State): RAM.
    pub fn state_bytes(&self) -> usize {
        let [lgn, cortex] = self.cortex.sides();
        let lgn_state = 3 * sheet::<W::Activity>(lgn) + sheet::<WideOf<W>>(lgn);
        sheet::<W::Activity>(self.retina()) + lgn_state + cortex_state::<W>(cortex)
    }

    fn retina(&self) -> usize {
        match self.lgn.weights() {
            LgnWeights::Shared(dog) => dog.side().get(),
            LgnWeights::Packed(on) => on.field().input().get(),
        }
    }
}

/// A table of the assembled network: sizes, radii, gains, taps, connections and bytes.
impl<W: Weight, R: Side, L: Side, C: Side, N: Channels> fmt::Display for Lissom<'_, W, R, L, C, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (retina, [lgn, _]) = (self.retina(), self.cortex.sides());
        write!(f, "Lissom, {}: retina {retina}×{retina} → LGN {lgn}×{lgn} → ", W::NAME)?;
        self.cortex.describe(f)?;
        writeln!(f, "\n{HEADER}")?;
        match self.lgn.weights() {
            LgnWeights::Shared(dog) => {
                let kernels = 2 * dog.taps() * size_of::<W::Activity>();
                writeln!(
                    f,
                    "lgn          {:6.3}  {:5.3}  {:8}       shared  {kernels:10}  {:9}",
                    dog.radius(),
                    self.lgn.gamma(),
                    dog.taps(),
                    dog.bytes() - kernels,
                )?;
            }
            LgnWeights::Packed(on) => on.row(f, "lgn", self.lgn.gamma())?,
        }
        self.cortex.rows(f)?;
        footer(f, self.table_bytes(), self.state_bytes())
    }
}
