//! The weights of a network whose sides the compiler knows.

use super::Sections;
#[cfg(feature = "alloc")]
use super::boxed::{write_dog, write_zeros};
use crate::{
    error::Error,
    geometry::{Field, FieldView},
    learning::{Learn, Phase, Progress, Trainer},
    model::{Cortex, Dynamics, Lgn, LgnDynamics, Lissom, Params},
    number::Weight,
    side::Const,
    weights::{self, Exact, InitialWeights, Projection, ProjectionMut, SharedDog, fill},
};
use core::marker::PhantomData;

/// What [`network!`](crate::network!) says of a network: its parameters, and where its tables lie.
pub trait Layout<const RETINA: usize, const LGN: usize, const CORTEX: usize>: 'static {
    /// The parameters.
    const PARAMS: Params;
    /// The fields from the retina to ON cells; unused where the LGN shares one kernel.
    const ON: FieldView<'static, Const<RETINA>, Const<LGN>>;
    /// The fields from the LGN to V1.
    const AFFERENT: FieldView<'static, Const<LGN>, Const<CORTEX>>;
    /// The fields of short-range excitation in V1.
    const EXCITATORY: FieldView<'static, Const<CORTEX>, Const<CORTEX>>;
    /// The fields of long-range inhibition in V1.
    const INHIBITORY: FieldView<'static, Const<CORTEX>, Const<CORTEX>>;
}

impl<const IN: usize, const OUT: usize, const ROWS: usize, const CONNECTIONS: usize>
    Field<IN, OUT, ROWS, CONNECTIONS>
{
    /// The table of the LGN's fields where it [shares no kernel](Params::shares_kernel); else an
    /// empty one.
    pub const fn unless_shared(params: &Params) -> Self {
        if params.shares_kernel() { Self::empty() } else { Self::new(params.r_l) }
    }
}

/// All weights of a network, written by [`network!`](crate::network!) as `map::Weights<W>`: in
/// flash by [`frozen`](Self::frozen) or [`of_bytes`](Self::of_bytes), or in RAM, where they are all
/// zero when [`new`](Self::new) and set by [`fill`](Self::fill).
#[derive(Debug, Clone, PartialEq)]
pub struct Weights<
    W: Weight,
    M,
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
> {
    /// The LGN's kernel, where it [shares one](Params::shares_kernel).
    pub dog: SharedDog<W::Activity, RETINA, ROWS, TAPS>,
    /// The LGN's ON weights, where it shares none.
    pub on: weights::Weights<W::Activity, ON>,
    /// From each afferent sheet.
    pub afferent: [weights::Weights<W, A>; CHANNELS],
    /// Short-range lateral excitation.
    pub excitatory: weights::Weights<W, E>,
    /// Long-range lateral inhibition.
    pub inhibitory: weights::Weights<W, I>,
    pub(super) layout: PhantomData<M>,
}

impl<
    W: Weight,
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
    /// All zero: in a `static` they take RAM and no flash.
    #[allow(clippy::new_without_default)] // `const` only
    pub const fn new() -> Self {
        Self {
            dog: SharedDog::new(),
            on: weights::Weights::new(),
            afferent: [const { weights::Weights::new() }; CHANNELS],
            excitatory: weights::Weights::new(),
            inhibitory: weights::Weights::new(),
            layout: PhantomData,
        }
    }

    /// What [`new`](Self::new) makes, on the heap, without passing the stack: `Box::new` moves a
    /// value there, and 36 × 36 weights of `f64` are larger than a thread's usual stack of 2 MiB.
    #[cfg(feature = "alloc")]
    #[allow(unsafe_code)]
    pub fn boxed() -> alloc::boxed::Box<Self> {
        let mut weights = alloc::boxed::Box::<Self>::new_uninit();
        let place = weights.as_mut_ptr();
        // SAFETY: `place` is that of the box alone; every field is written before it counts
        unsafe {
            write_dog(&raw mut (*place).dog);
            write_zeros(&raw mut (*place).on);
            let afferent = (&raw mut (*place).afferent).cast::<weights::Weights<W, A>>();
            for channel in 0..CHANNELS {
                write_zeros(afferent.add(channel));
            }
            write_zeros(&raw mut (*place).excitatory);
            write_zeros(&raw mut (*place).inhibitory);
            (&raw mut (*place).layout).write(PhantomData);
            weights.assume_init()
        }
    }

    /// Sets the weights before learning. Stack: 32 bytes for each row of the larger of retina, LGN
    /// and V1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::ZeroField`], [`Error::Overflow`].
    pub fn fill(&mut self) -> Result<(), Error> {
        let params = M::PARAMS;
        params.check_retina()?;
        if params.shares_kernel() {
            self.dog.fill(params.r_l, params.sigma_center, params.sigma_surround)?;
        } else {
            fill_on(M::ON, &mut self.on, params.dog())?;
        }
        for (channel, weights) in self.afferent.iter_mut().enumerate() {
            let initial = params.afferent(channel as u8, CHANNELS as u8);
            fill_on(M::AFFERENT, weights, initial)?;
        }
        fill_on(M::EXCITATORY, &mut self.excitatory, params.excitatory())?;
        fill_on(M::INHIBITORY, &mut self.inhibitory, params.inhibitory())
    }

    /// The network.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    pub fn lissom(
        &self,
    ) -> Result<Lissom<'_, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>>, Error>
    {
        Ok(self.assemble(LgnDynamics::new(&M::PARAMS)?, Dynamics::new(&M::PARAMS)?))
    }

    /// A trainer of these weights, by a schedule and from where `progress` is.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    pub fn trainer<'a>(
        &'a mut self,
        schedule: &'a [Phase<W>],
        progress: &'a mut Progress,
    ) -> Result<Trainer<'a, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>>, Error>
    where
        W: Learn,
    {
        let dynamics = Dynamics::new(&M::PARAMS)?;
        Ok(self.assemble_trainer(LgnDynamics::new(&M::PARAMS)?, dynamics, schedule, progress))
    }

    /// What learning changes of the weights, as sections of a [snapshot](crate::snapshot).
    pub fn sections(&mut self) -> Sections<'_, W, LGN, CORTEX, CHANNELS> {
        let Self { afferent, excitatory, inhibitory, .. } = self;
        Sections {
            afferent: afferent.each_mut().map(|own| on_mut(own, M::AFFERENT)),
            excitatory: on_mut(excitatory, M::EXCITATORY),
            inhibitory: on_mut(inhibitory, M::INHIBITORY),
        }
    }

    /// Sets the weights to those of another memory, such as frozen ones.
    pub fn copy_from(&mut self, other: &Self) {
        self.dog.copy_from(&other.dog);
        self.on.copy_from(&other.on);
        for (weights, other) in self.afferent.iter_mut().zip(&other.afferent) {
            weights.copy_from(other);
        }
        self.excitatory.copy_from(&other.excitatory);
        self.inhibitory.copy_from(&other.inhibitory);
    }

    pub(super) fn assemble(
        &self,
        lgn: LgnDynamics<W::Activity>,
        dynamics: Dynamics<W::Activity>,
    ) -> Lissom<'_, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>> {
        let lgn = if M::PARAMS.shares_kernel() {
            Lgn::with_kernel(self.dog.view(), lgn)
        } else {
            Lgn::packed(on(&self.on, M::ON), lgn)
        };
        Lissom {
            lgn,
            cortex: Cortex {
                dynamics,
                thresholds: None,
                afferent: self.afferent.each_ref().map(|own| on(own, M::AFFERENT)),
                excitatory: on(&self.excitatory, M::EXCITATORY).into(),
                inhibitory: on(&self.inhibitory, M::INHIBITORY),
            },
        }
    }

    pub(super) fn assemble_trainer<'a>(
        &'a mut self,
        lgn: LgnDynamics<W::Activity>,
        dynamics: Dynamics<W::Activity>,
        schedule: &'a [Phase<W>],
        progress: &'a mut Progress,
    ) -> Trainer<'a, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>>
    where
        W: Learn,
    {
        let Self { dog, on: on_weights, afferent, excitatory, inhibitory, .. } = self;
        let lgn = if M::PARAMS.shares_kernel() {
            Lgn::with_kernel(dog.view(), lgn)
        } else {
            Lgn::packed(on(on_weights, M::ON), lgn)
        };
        Trainer {
            lgn,
            dynamics,
            afferent: afferent.each_mut().map(|own| on_mut(own, M::AFFERENT)),
            excitatory: on_mut(excitatory, M::EXCITATORY).into(),
            inhibitory: on_mut(inhibitory, M::INHIBITORY),
            schedule,
            homeostasis: None,
            progress,
        }
    }
}

#[inline(never)] // the scratch of one projection at a time
pub(super) fn fill_on<W: Weight, const IN: usize, const OUT: usize, const N: usize>(
    field: FieldView<'_, Const<IN>, Const<OUT>>,
    weights: &mut weights::Weights<W, N>,
    initial: InitialWeights,
) -> Result<(), Error> {
    let mut profiles = [[[0.0; IN]; 2]; 2];
    let profiles = profiles.each_mut().map(|profile| profile.as_flattened_mut());
    let exact = Exact::new(field.const_table(), initial, profiles)?;
    weights.exponent = fill(exact, &mut weights.packed)?;
    Ok(())
}

pub(super) const fn on<'a, W: Weight, const IN: usize, const OUT: usize, const N: usize>(
    weights: &'a weights::Weights<W, N>,
    field: FieldView<'a, Const<IN>, Const<OUT>>,
) -> Projection<'a, W, Const<IN>, Const<OUT>> {
    Projection {
        field,
        packed: &weights.packed,
        exponent: weights.exponent,
        #[cfg(feature = "alloc")]
        blocks: &[],
    }
}

pub(super) const fn on_mut<'a, W: Weight, const IN: usize, const OUT: usize, const N: usize>(
    weights: &'a mut weights::Weights<W, N>,
    field: FieldView<'a, Const<IN>, Const<OUT>>,
) -> ProjectionMut<'a, W, Const<IN>, Const<OUT>> {
    let weights::Weights { packed, exponent } = weights;
    ProjectionMut { field, packed, exponent }
}
