//! Several pictures at once: those of two eyes, or of one eye at several moments.

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
    /// Whether it sees as many pictures, of these sides.
    fn check_pictures(
        &self,
        retinas: &[DynSheet<W::Activity>],
        others: &[LgnState<W::Activity, Dyn>],
        state: &State<W::Activity, Dyn, Dyn>,
    ) -> Result<(), Error> {
        let seen = self.channels() as f64 / 2.0;
        let allowed = "one for every two afferent sheets of the network";
        Error::within("pictures", retinas.len() as f64, [seen, seen], allowed)?;
        if others.len() + 1 != retinas.len() {
            return Err(Error::Length { expected: retinas.len() - 1, found: others.len() });
        }
        for retina in retinas {
            check_side(self.retina, retina.side())?;
        }
        for lgn in others {
            check_side(self.cortex.input(), lgn.on.side())?;
        }
        self.check_state(state)
    }
}

impl<W: Learn> Training<W> {
    /// As [`present`](Self::present), with several pictures, for a network with two afferent sheets
    /// for each: what two eyes see, or one eye at up to four moments. `draw` draws all; `others`
    /// are the LGN's states of all but the first.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a network that sees another number of pictures,
    /// [`Error::Length`] for another number of states, [`Error::Side`] where a sheet has another
    /// side than the network's; nothing is learned then.
    pub fn present_all(
        &mut self,
        join: &mut impl Join,
        draw: impl FnOnce(&mut [DynSheet<W::Activity>]),
        retinas: &mut [DynSheet<W::Activity>],
        others: &mut [LgnState<W::Activity, Dyn>],
        state: &mut State<W::Activity, Dyn, Dyn>,
    ) -> Result<u32, Error> {
        self.network().check_pictures(retinas, others, state)?;
        Ok(self.trainer().present_all(join, draw, retinas, others, state))
    }

    /// Presents several pictures to the network as it is now, with its thresholds, and settles V1.
    /// The observer sees the stages of the first.
    ///
    /// # Errors
    ///
    /// As [`present_all`](Self::present_all).
    pub fn settle_all<'s>(
        &self,
        join: &mut impl Join,
        retinas: &[DynSheet<W::Activity>],
        others: &mut [LgnState<W::Activity, Dyn>],
        state: &'s mut State<W::Activity, Dyn, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.network().check_pictures(retinas, others, state)?;
        Ok(self.lissom().settle_all(join, retinas, others, state, observer))
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
