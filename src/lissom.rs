//! The whole network: retina → LGN → V1. pylissom's Lissom.

use crate::{
    cortex::{Cortex, CortexActivity},
    error::Error,
    halves::Halves,
    interleaved::Eight,
    lgn::{Lgn, LgnActivity},
    number::Number,
    observe::Observer,
    sheet::Sheet,
};

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

impl<
    'a,
    T: Number,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const CHANNELS: usize,
> Lissom<'a, T, RETINA, LGN, CORTEX, CHANNELS>
{
    /// The same network, which also holds V1's weights [interleaved](crate::interleaved): it settles
    /// with the same bits, on a host in half the time. `memory` has [`eights`](Self::eights).
    ///
    /// # Errors
    ///
    /// [`Error::Length`].
    ///
    /// ```
    /// use lissom::{Fixed16, interleaved::Eight};
    /// lissom::network!(mod map = lissom::Params::notebook(16));
    /// static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
    /// let lissom = WEIGHTS.frozen_lissom();
    /// let mut memory = vec![Eight::filled(Fixed16::ZERO); lissom.eights()];
    /// let lissom = lissom.interleaved(&mut memory)?;
    /// lissom.settle(&map::Retina::new(), &mut map::Activity::new(), &mut ());
    /// # Ok::<(), lissom::Error>(())
    /// ```
    pub fn interleaved(self, memory: &'a mut [Eight<T::Weight>]) -> Result<Self, Error> {
        Ok(Self { cortex: self.cortex.interleaved(memory)?, ..self })
    }

    /// See [`Projection::eights`](crate::Projection::eights).
    pub fn eights(&self) -> usize {
        self.cortex.eights()
    }

    /// Presents a picture and settles V1 on the sum of ON and OFF, or with two afferent sheets on ON
    /// and OFF, each with weights of its own. Other numbers of sheets do not compile.
    pub fn settle<'s>(
        &self,
        retina: &Sheet<T, RETINA>,
        activity: &'s mut Activity<T, LGN, CORTEX>,
        observer: &mut impl Observer<T>,
    ) -> &'s Sheet<T, CORTEX> {
        self.settle_in(&mut (), retina, activity, observer)
    }

    /// The same with each response in halves, which several cores may compute at once.
    pub fn settle_in<'s>(
        &self,
        halves: &mut impl Halves,
        retina: &Sheet<T, RETINA>,
        activity: &'s mut Activity<T, LGN, CORTEX>,
        observer: &mut impl Observer<T>,
    ) -> &'s Sheet<T, CORTEX> {
        const { assert!(CHANNELS == 1 || CHANNELS == 2, "V1 has one or two afferent sheets") };
        let Activity { lgn, cortex } = activity;
        self.lgn.respond_in(halves, retina, lgn, observer);
        let LgnActivity { on, off, sum, .. } = lgn;
        let input = core::array::from_fn(|channel| match (CHANNELS, channel) {
            (1, _) => &*sum,
            (_, 0) => &*on,
            _ => &*off,
        });
        self.cortex.settle_in(halves, input, cortex, observer)
    }
}
