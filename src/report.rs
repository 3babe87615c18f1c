//! What an assembled network is made of: its bytes, and a table of it as its `Display`.

use crate::{
    cortex::{Cortex, CortexActivity, Excitation},
    lgn::LgnWeights,
    lissom::{Activity, Lissom},
    number::Number,
    projection::Projection,
    sheet::Sheet,
};
use core::fmt;

impl<T: Number, const IN: usize, const OUT: usize> Projection<'_, T, IN, OUT> {
    /// Bytes of the weights and of the connection fields' table.
    pub const fn table_bytes(&self) -> usize {
        self.bytes() + self.field().bytes()
    }

    /// A row of the table.
    fn row(&self, f: &mut fmt::Formatter<'_>, name: &str, gamma: f64) -> fmt::Result {
        let field = self.field();
        let taps = || (0..OUT * OUT).map(|unit| field.taps(unit / OUT, unit % OUT));
        let (least, most) = (taps().min().unwrap_or(0), taps().max().unwrap_or(0));
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

impl<T: Number, const IN: usize, const SIDE: usize, const CHANNELS: usize>
    Cortex<'_, T, IN, SIDE, CHANNELS>
{
    /// Bytes of weights and tables: flash when frozen. The afferent sheets share a table.
    pub const fn table_bytes(&self) -> usize {
        let afferent = self.afferent[0].bytes() * CHANNELS + self.afferent[0].field().bytes();
        let excitatory = match &self.excitatory {
            Excitation::Own(projection) => projection.table_bytes(),
            Excitation::Shared(pool) => size_of_val(*pool),
        };
        afferent + excitatory + self.inhibitory.table_bytes()
    }

    /// Bytes of the afferent sheets and a [`CortexActivity`]: RAM.
    pub const fn state_bytes(&self) -> usize {
        CHANNELS * size_of::<Sheet<T, IN>>() + size_of::<CortexActivity<T, SIDE>>()
    }

    /// The rows of the table.
    fn rows(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [gamma_a, gamma_e, gamma_i] = self.dynamics.gammas();
        for projection in &self.afferent {
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
        let s = if CHANNELS == 1 { "" } else { "s" };
        write!(
            f,
            "V1 {SIDE}×{SIDE}, {CHANNELS} afferent sheet{s}, {steps} settling steps, \
             θ {lower:.3}..{upper:.3}"
        )
    }
}

/// A table of the assembled V1: sizes, radii, gains, taps, connections and bytes.
impl<T: Number, const IN: usize, const SIDE: usize, const CHANNELS: usize> fmt::Display
    for Cortex<'_, T, IN, SIDE, CHANNELS>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReducedLissom, {}: picture {IN}×{IN} → ", T::NAME)?;
        self.describe(f)?;
        writeln!(f, "\n{HEADER}")?;
        self.rows(f)?;
        footer(f, self.table_bytes(), self.state_bytes())
    }
}

impl<T: Number, const RETINA: usize, const LGN: usize, const CORTEX: usize, const CHANNELS: usize>
    Lissom<'_, T, RETINA, LGN, CORTEX, CHANNELS>
{
    /// Bytes of weights and tables: flash when frozen.
    pub const fn table_bytes(&self) -> usize {
        let lgn = match self.lgn.weights() {
            LgnWeights::Shared(dog) => dog.bytes(),
            LgnWeights::Packed(on) => on.table_bytes(),
        };
        lgn + self.cortex.table_bytes()
    }

    /// Bytes of a picture and an [`Activity`]: RAM.
    pub const fn state_bytes(&self) -> usize {
        size_of::<Sheet<T, RETINA>>() + size_of::<Activity<T, LGN, CORTEX>>()
    }
}

/// A table of the assembled network: sizes, radii, gains, taps, connections and bytes.
impl<T: Number, const RETINA: usize, const LGN: usize, const CORTEX: usize, const CHANNELS: usize>
    fmt::Display for Lissom<'_, T, RETINA, LGN, CORTEX, CHANNELS>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lissom, {}: retina {RETINA}×{RETINA} → LGN {LGN}×{LGN} → ", T::NAME)?;
        self.cortex.describe(f)?;
        writeln!(f, "\n{HEADER}")?;
        match self.lgn.weights() {
            LgnWeights::Shared(dog) => {
                let kernels = 2 * dog.taps() * size_of::<T>();
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
