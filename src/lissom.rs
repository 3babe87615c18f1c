//! The whole network: retina → LGN → V1. pylissom's Lissom.

use crate::{
    cortex::{Cortex, CortexActivity},
    lgn::{Lgn, LgnActivity, LgnWeights},
    number::Number,
    observe::Observer,
    projection::Projection,
    sheet::Sheet,
};
use core::fmt;

/// An LGN and a V1 on its one summed sheet, or on its ON and OFF sheets.
///
/// It only borrows weights and tables: frozen ones may lie in flash. What it computes goes into an
/// [`Activity`].
#[derive(Debug, Clone, Copy)]
pub struct Lissom<
    'a,
    T: Number,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const CHANNELS: usize = 1,
> {
    /// Retina → ON and OFF cells.
    pub lgn: Lgn<'a, T, RETINA, LGN>,
    /// ON and OFF cells → V1.
    pub cortex: Cortex<'a, T, LGN, CORTEX, CHANNELS>,
}

/// The state of a network; `size_of` it is all the RAM that a frozen one needs besides its picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity<T: Number, const LGN: usize, const CORTEX: usize> {
    /// The LGN.
    pub lgn: LgnActivity<T, LGN>,
    /// V1.
    pub cortex: CortexActivity<T, CORTEX>,
}

impl<T: Number, const LGN: usize, const CORTEX: usize> Activity<T, LGN, CORTEX> {
    /// Silent.
    pub const fn new() -> Self {
        Self { lgn: LgnActivity::new(), cortex: CortexActivity::new() }
    }

    /// V1's settled activity.
    pub const fn v1(&self) -> &Sheet<T, CORTEX> {
        &self.cortex.v1
    }
}

impl<T: Number, const LGN: usize, const CORTEX: usize> Default for Activity<T, LGN, CORTEX> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Number, const RETINA: usize, const LGN: usize, const CORTEX: usize>
    Lissom<'_, T, RETINA, LGN, CORTEX, 1>
{
    /// Presents a picture and settles V1 on the sum of ON and OFF.
    pub fn settle<'s>(
        &self,
        retina: &Sheet<T, RETINA>,
        activity: &'s mut Activity<T, LGN, CORTEX>,
        observer: &mut impl Observer<T>,
    ) -> &'s Sheet<T, CORTEX> {
        let Activity { lgn, cortex } = activity;
        self.lgn.respond(retina, lgn, observer);
        self.cortex.settle([&lgn.sum], cortex, observer)
    }
}

impl<T: Number, const RETINA: usize, const LGN: usize, const CORTEX: usize>
    Lissom<'_, T, RETINA, LGN, CORTEX, 2>
{
    /// Presents a picture and settles V1 on ON and OFF, each with weights of its own.
    pub fn settle<'s>(
        &self,
        retina: &Sheet<T, RETINA>,
        activity: &'s mut Activity<T, LGN, CORTEX>,
        observer: &mut impl Observer<T>,
    ) -> &'s Sheet<T, CORTEX> {
        let Activity { lgn, cortex } = activity;
        self.lgn.respond(retina, lgn, observer);
        self.cortex.settle([&lgn.on, &lgn.off], cortex, observer)
    }
}

impl<T: Number, const RETINA: usize, const LGN: usize, const CORTEX: usize, const CHANNELS: usize>
    Lissom<'_, T, RETINA, LGN, CORTEX, CHANNELS>
{
    /// Bytes of weights and tables: flash when frozen.
    pub const fn table_bytes(&self) -> usize {
        let lgn = match self.lgn.weights() {
            LgnWeights::Shared(dog) => dog.bytes(),
            LgnWeights::Packed(on) => on.bytes() + on.field().bytes(),
        };
        let Cortex { afferent, excitatory, inhibitory, .. } = &self.cortex;
        let mut bytes = lgn + afferent[0].field().bytes() + afferent[0].bytes() * CHANNELS;
        bytes += excitatory.bytes() + excitatory.field().bytes();
        bytes + inhibitory.bytes() + inhibitory.field().bytes()
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
        let Cortex { dynamics, afferent, excitatory, inhibitory } = &self.cortex;
        let steps = dynamics.steps();
        writeln!(
            f,
            "Lissom, {name}: retina {RETINA}×{RETINA} → LGN {LGN}×{LGN} → V1 {CORTEX}×{CORTEX}, \
             {CHANNELS} afferent sheet{s}, {steps} settling steps, θ {lower:.3}..{upper:.3}",
            name = T::NAME,
            s = if CHANNELS == 1 { "" } else { "s" },
            lower = dynamics.sigmoid().lower(),
            upper = dynamics.sigmoid().upper(),
        )?;
        writeln!(f, "             radius   gain     taps  connections  weights, B  tables, B")?;
        match self.lgn.weights() {
            LgnWeights::Shared(dog) => writeln!(
                f,
                "lgn          {:6.3}  {:5.3}  {:7}       shared  {:10}  {:9}",
                dog.radius(),
                self.lgn.gamma(),
                dog.taps(),
                2 * dog.taps() * size_of::<T>(),
                dog.bytes() - 2 * dog.taps() * size_of::<T>(),
            )?,
            LgnWeights::Packed(on) => row(f, "lgn", self.lgn.gamma(), on)?,
        }
        let [gamma_a, gamma_e, gamma_i] = dynamics.gammas();
        for projection in afferent {
            row(f, "afferent", gamma_a, projection)?;
        }
        row(f, "excitatory", gamma_e, excitatory)?;
        row(f, "inhibitory", gamma_i, inhibitory)?;
        let (flash, ram) = (self.table_bytes(), self.state_bytes());
        write!(f, "weights and tables {flash} B (flash when frozen), state {ram} B (RAM)")
    }
}

fn row<T: Number, const IN: usize, const OUT: usize>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    gamma: f64,
    projection: &Projection<'_, T, IN, OUT>,
) -> fmt::Result {
    let field = projection.field();
    let taps = || (0..OUT * OUT).map(|unit| field.taps(unit / OUT, unit % OUT));
    let (least, most) = (taps().min().unwrap_or(0), taps().max().unwrap_or(0));
    writeln!(
        f,
        "{name:<11}  {:6.3}  {gamma:5.3}  {least:3}–{most:3}  {:11}  {:10}  {:9}",
        field.radius(),
        field.connections(),
        projection.bytes(),
        field.bytes(),
    )
}
