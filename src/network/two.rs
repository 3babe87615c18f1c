//! Two pictures at once: those of two eyes, or of one eye at two moments.

use super::{Network, Training, parts::check_side};
use crate::{
    error::Error,
    join::Join,
    learning::Learn,
    model::{LgnState, Observer, State},
    number::Weight,
    sheet::DynSheet,
    side::Dyn,
};

impl<W: Weight> Network<W> {
    /// Whether it sees two pictures of these sides.
    fn check_two(
        &self,
        retinas: &[DynSheet<W::Activity>; 2],
        second: &LgnState<W::Activity, Dyn>,
        state: &State<W::Activity, Dyn, Dyn>,
    ) -> Result<(), Error> {
        Error::within("channels", self.channels() as f64, [4.0, 4.0], "4 to see two pictures")?;
        check_side(self.retina, retinas[1].side())?;
        check_side(self.cortex.input(), second.on.side())?;
        self.check_sheets(&retinas[0], state)
    }
}

impl<W: Learn> Training<W> {
    /// As [`present`](Self::present), with two pictures, for a network with four afferent sheets:
    /// what two eyes see, or one eye at two moments. `draw` draws both; `second` is the LGN's state
    /// of the second one.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a network without four afferent sheets, [`Error::Side`] where a
    /// sheet has another side than the network's; nothing is learned then.
    pub fn present_two(
        &mut self,
        join: &mut impl Join,
        draw: impl FnOnce(&mut [DynSheet<W::Activity>; 2]),
        retinas: &mut [DynSheet<W::Activity>; 2],
        second: &mut LgnState<W::Activity, Dyn>,
        state: &mut State<W::Activity, Dyn, Dyn>,
    ) -> Result<u32, Error> {
        self.network().check_two(retinas, second, state)?;
        Ok(self.trainer().present_two(join, draw, retinas, second, state))
    }

    /// Presents two pictures to the network as it is now, with its thresholds, and settles V1. The
    /// observer sees the stages of the first.
    ///
    /// # Errors
    ///
    /// As [`present_two`](Self::present_two).
    pub fn settle_two<'s>(
        &self,
        join: &mut impl Join,
        retinas: &[DynSheet<W::Activity>; 2],
        second: &mut LgnState<W::Activity, Dyn>,
        state: &'s mut State<W::Activity, Dyn, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.network().check_two(retinas, second, state)?;
        let lissom = self.lissom();
        Ok(lissom.settle_two(join, retinas.each_ref(), second, state, observer))
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
