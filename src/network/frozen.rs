//! Networks in flash.

use super::constant::{Layout, Weights};
use crate::{
    frozen::Frozen,
    learning::{Phase, Progress, Trainer},
    model::{Dynamics, LgnDynamics, Lissom},
    number::Fixed16,
    side::Const,
    weights::{self, SharedDog},
};

impl<
    W: Frozen,
    M: Layout<RETINA, LGN, CORTEX>,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const CHANNELS: usize,
    const ROWS: usize,
    const TAPS: usize,
    const ON: usize,
    const A: usize,
    const E: usize,
    const I: usize,
> Weights<W, M, RETINA, LGN, CORTEX, CHANNELS, ROWS, TAPS, ON, A, E, I>
{
    /// The weights that [`fill`](Self::fill) sets, for a `static` in flash.
    pub const fn frozen() -> Self {
        let params = M::PARAMS;
        let mut weights = Self::frozen_kernel();
        if let Err(error) = params.check_retina() {
            error.panic();
        }
        if !params.shares_kernel() {
            let on = M::ON.const_table();
            weights.on = weights::Weights::frozen_on::<RETINA, LGN>(on, params.dog());
        }
        let (afferent, mut channel) = (M::AFFERENT.const_table(), 0);
        while channel < CHANNELS {
            let initial = params.afferent(channel as u8, CHANNELS as u8);
            weights.afferent[channel] =
                weights::Weights::frozen_on::<LGN, CORTEX>(afferent, initial);
            channel += 1;
        }
        let excitatory = M::EXCITATORY.const_table();
        weights.excitatory =
            weights::Weights::frozen_on::<CORTEX, CORTEX>(excitatory, params.excitatory());
        let inhibitory = M::INHIBITORY.const_table();
        weights.inhibitory =
            weights::Weights::frozen_on::<CORTEX, CORTEX>(inhibitory, params.inhibitory());
        weights
    }

    /// All zero, but for the LGN's shared kernel.
    const fn frozen_kernel() -> Self {
        let mut weights = Self::new();
        let params = M::PARAMS;
        if params.shares_kernel() {
            weights.dog = SharedDog::frozen(params.r_l, params.sigma_center, params.sigma_surround);
        }
        weights
    }

    /// All weights that learn, as bytes for a file: the afferent ones, the excitatory ones and the
    /// inhibitory ones, of each [`bytes`](weights::Weights::bytes). Where the LGN has packed
    /// weights, these come first.
    pub fn bytes(&self) -> impl Iterator<Item = u8> {
        let on = (!M::PARAMS.shares_kernel()).then(|| self.on.bytes()).into_iter().flatten();
        let afferent = self.afferent.iter().flat_map(|weights| weights.bytes());
        on.chain(afferent).chain(self.excitatory.bytes()).chain(self.inhibitory.bytes())
    }

    /// The weights that gave [`bytes`](Self::bytes). The LGN's shared kernel is computed.
    ///
    /// # Panics
    ///
    /// Where they are not the bytes of this network's weights; in a `static` that is a compile
    /// error.
    pub const fn of_bytes(bytes: &[u8]) -> Self {
        let mut weights = Self::frozen_kernel();
        let (mut rest, mut channel) = (bytes, 0);
        if !M::PARAMS.shares_kernel() {
            let (on, after) = split(rest, weights::Weights::<Fixed16, ON>::BYTES);
            weights.on = weights::Weights::of_bytes_on(M::ON.const_table(), on);
            rest = after;
        }
        while channel < CHANNELS {
            let (afferent, after) = split(rest, weights::Weights::<W, A>::BYTES);
            let table = M::AFFERENT.const_table();
            weights.afferent[channel] = weights::Weights::of_bytes_on(table, afferent);
            (rest, channel) = (after, channel + 1);
        }
        let (excitatory, inhibitory) = split(rest, weights::Weights::<W, E>::BYTES);
        let table = M::EXCITATORY.const_table();
        weights.excitatory = weights::Weights::of_bytes_on(table, excitatory);
        let table = M::INHIBITORY.const_table();
        weights.inhibitory = weights::Weights::of_bytes_on(table, inhibitory);
        weights
    }

    /// The [network](Self::lissom) with gains and thresholds that the compiler has computed: no
    /// float in firmware.
    pub fn frozen_lissom(
        &self,
    ) -> Lissom<'_, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>> {
        let lgn = const { LgnDynamics::frozen(&M::PARAMS) };
        self.assemble(lgn, const { Dynamics::frozen(&M::PARAMS) })
    }

    /// The [trainer](Self::trainer) with gains and thresholds that the compiler has computed: no
    /// float in firmware.
    pub fn frozen_trainer<'a>(
        &'a mut self,
        schedule: &'a [Phase<W>],
        progress: &'a mut Progress,
    ) -> Trainer<'a, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>> {
        let lgn = const { LgnDynamics::frozen(&M::PARAMS) };
        let dynamics = const { Dynamics::frozen(&M::PARAMS) };
        self.assemble_trainer(lgn, dynamics, schedule, progress)
    }
}

pub(super) const fn split(bytes: &[u8], at: usize) -> (&[u8], &[u8]) {
    match bytes.split_at_checked(at) {
        Some(parts) => parts,
        None => panic!("these are not the bytes of this network's weights"),
    }
}
