//! The weights of a tile whose sides the compiler knows.

use super::{ConstSides, Sides, TiledLissom, TiledTrainer, Tiling};
use crate::{
    error::Error,
    frozen::Frozen,
    geometry::FieldView,
    learning::{Learn, Phase, Progress},
    model::{Dynamics, Lgn, LgnDynamics, Params},
    network::{
        constant::{fill_on, on, on_mut},
        frozen::split,
    },
    number::Weight,
    side::Const,
    weights::{self, Pool, SharedDog},
};
use core::marker::PhantomData;

/// What [`tiled_network!`](crate::tiled_network!) says of a network: its parameters, and where its
/// tables lie.
pub trait TiledLayout<S: Sides>: 'static {
    /// The parameters.
    const PARAMS: Params;
    /// How V1 is laid.
    const TILING: Tiling;
    /// The fields of a tile on its window on the LGN.
    const AFFERENT: FieldView<'static, S::Afferent, S::Period>;
    /// The fields of a tile on its window on V1.
    const INHIBITORY: FieldView<'static, S::Lateral, S::Period>;
}

/// The weights of a tile and the LGN's kernel: in flash by [`frozen`](Self::frozen) or
/// [`of_bytes`](Self::of_bytes), or in RAM, where they are all zero when [`new`](Self::new) and set
/// by [`fill`](Self::fill).
#[derive(Debug, Clone, PartialEq)]
pub struct TiledWeights<
    W: Weight,
    M,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const PERIOD: usize,
    const AFFERENT: usize,
    const LATERAL: usize,
    const ROWS: usize,
    const TAPS: usize,
    const A: usize,
    const I: usize,
> {
    /// The LGN's kernel.
    pub dog: SharedDog<W::Activity, RETINA, ROWS, TAPS>,
    /// From the windows on ON and OFF cells.
    pub afferent: [weights::Weights<W, A>; 2],
    /// From the window on V1.
    pub inhibitory: weights::Weights<W, I>,
    layout: PhantomData<M>,
}

impl<
    W: Weight,
    M: TiledLayout<ConstSides<RETINA, LGN, CORTEX, PERIOD, AFFERENT, LATERAL>>,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const PERIOD: usize,
    const AFFERENT: usize,
    const LATERAL: usize,
    const ROWS: usize,
    const TAPS: usize,
    const A: usize,
    const I: usize,
> TiledWeights<W, M, RETINA, LGN, CORTEX, PERIOD, AFFERENT, LATERAL, ROWS, TAPS, A, I>
{
    /// All zero: in a `static` they take RAM and no flash.
    #[allow(clippy::new_without_default)] // `const` only
    pub const fn new() -> Self {
        Self {
            dog: SharedDog::new(),
            afferent: [const { weights::Weights::new() }; 2],
            inhibitory: weights::Weights::new(),
            layout: PhantomData,
        }
    }

    /// Sets the weights before learning. Stack: 32 bytes for each row of the retina or a window.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::ZeroField`], [`Error::Overflow`].
    pub fn fill(&mut self) -> Result<(), Error> {
        let params = M::PARAMS;
        self.dog.fill(params.r_l, params.sigma_center, params.sigma_surround)?;
        for (channel, weights) in self.afferent.iter_mut().enumerate() {
            fill_on(M::AFFERENT, weights, params.afferent(channel as u8, 2))?;
        }
        fill_on(M::INHIBITORY, &mut self.inhibitory, params.inhibitory())
    }

    /// The network; `excitatory` is [`Pool::new`] of V1's side, σ_E and r_E.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    #[allow(clippy::type_complexity)]
    pub fn lissom<'a>(
        &'a self,
        excitatory: &'a Pool<W::Activity, Const<CORTEX>>,
    ) -> Result<TiledLissom<'a, W, ConstSides<RETINA, LGN, CORTEX, PERIOD, AFFERENT, LATERAL>>, Error>
    {
        Ok(TiledLissom {
            lgn: Lgn::with_kernel(self.dog.view(), LgnDynamics::new(&M::PARAMS)?),
            dynamics: Dynamics::new(&M::PARAMS)?,
            thresholds: None,
            afferent: self.afferent.each_ref().map(|own| on(own, M::AFFERENT)),
            excitatory,
            inhibitory: on(&self.inhibitory, M::INHIBITORY),
            tiling: M::TILING,
            windows: M::TILING.windows(&M::PARAMS)?,
        })
    }

    /// A trainer of these weights, by a schedule and from where `progress` is. Its gain control and
    /// homeostasis are yet to be set.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    #[allow(clippy::type_complexity)]
    pub fn trainer<'a>(
        &'a mut self,
        excitatory: &'a Pool<W::Activity, Const<CORTEX>>,
        schedule: &'a [Phase<W>],
        progress: &'a mut Progress,
    ) -> Result<
        TiledTrainer<'a, W, ConstSides<RETINA, LGN, CORTEX, PERIOD, AFFERENT, LATERAL>>,
        Error,
    >
    where
        W: Learn,
    {
        let Self { dog, afferent, inhibitory, .. } = self;
        Ok(TiledTrainer {
            lgn: Lgn::with_kernel(dog.view(), LgnDynamics::new(&M::PARAMS)?),
            dynamics: Dynamics::new(&M::PARAMS)?,
            afferent: afferent.each_mut().map(|own| on_mut(own, M::AFFERENT)),
            excitatory,
            inhibitory: on_mut(inhibitory, M::INHIBITORY),
            schedule,
            homeostasis: None,
            progress,
            tiling: M::TILING,
            windows: M::TILING.windows(&M::PARAMS)?,
        })
    }

    /// The weights that [`fill`](Self::fill) sets, for a `static` in flash.
    pub const fn frozen() -> Self
    where
        W: Frozen,
    {
        let params = M::PARAMS;
        let mut weights = Self::new();
        weights.dog = SharedDog::frozen(params.r_l, params.sigma_center, params.sigma_surround);
        let mut channel = 0;
        while channel < 2 {
            let initial = params.afferent(channel as u8, 2);
            let table = M::AFFERENT.const_table();
            weights.afferent[channel] =
                weights::Weights::frozen_on::<AFFERENT, PERIOD>(table, initial);
            channel += 1;
        }
        let table = M::INHIBITORY.const_table();
        weights.inhibitory =
            weights::Weights::frozen_on::<LATERAL, PERIOD>(table, params.inhibitory());
        weights
    }

    /// All weights that learn, as bytes for a file: the afferent ones and the inhibitory ones, of
    /// each [`bytes`](weights::Weights::bytes).
    pub fn bytes(&self) -> impl Iterator<Item = u8>
    where
        W: Frozen,
    {
        self.afferent.iter().flat_map(|weights| weights.bytes()).chain(self.inhibitory.bytes())
    }

    /// The weights that gave [`bytes`](Self::bytes). The LGN's kernel is computed.
    ///
    /// # Panics
    ///
    /// Where they are not the bytes of this network's weights; in a `static` that is a compile
    /// error.
    pub const fn of_bytes(bytes: &[u8]) -> Self
    where
        W: Frozen,
    {
        let params = M::PARAMS;
        let mut weights = Self::new();
        weights.dog = SharedDog::frozen(params.r_l, params.sigma_center, params.sigma_surround);
        let (mut rest, mut channel) = (bytes, 0);
        while channel < 2 {
            let (own, after) = split(rest, weights::Weights::<W, A>::BYTES);
            let table = M::AFFERENT.const_table();
            weights.afferent[channel] = weights::Weights::of_bytes_on(table, own);
            (rest, channel) = (after, channel + 1);
        }
        weights.inhibitory = weights::Weights::of_bytes_on(M::INHIBITORY.const_table(), rest);
        weights
    }
}
