//! Fork and join: one presentation on several cores.

use crate::side::{RowsMut, Side, Value};

/// How work on a sheet is split: not at all, as by `()`; in two halves, as on two cores; or each
/// half again.
///
/// Units do not depend on each other, so all ways give the same bits.
///
/// ```
/// use lissom::{Fixed16, Join, Sheet, input::OrientedGaussian};
/// struct TwoThreads;
/// impl Join for TwoThreads {
///     type Half = ();
///     fn join(
///         &mut self,
///         first: impl FnOnce(&mut ()) + Send,
///         second: impl FnOnce(&mut ()) + Send,
///     ) {
///         std::thread::scope(|scope| {
///             scope.spawn(|| second(&mut ()));
///             first(&mut ());
///         });
///     }
/// }
/// lissom::network!(mod map = lissom::Params::notebook(8));
/// static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
/// static PICTURE: Sheet<Fixed16, 8> =
///     Sheet::<Fixed16, 8>::frozen(OrientedGaussian::round(4.0, 4.0, 1.0));
/// let lissom = WEIGHTS.frozen_lissom();
/// let (mut one, mut two) = (map::State::new(), map::State::new());
/// lissom.settle(&PICTURE, &mut one, &mut ());
/// lissom.settle_in(&mut TwoThreads, &PICTURE, &mut two, &mut ());
/// assert_eq!(one, two);
/// ```
pub trait Join {
    /// How each half is split in its turn.
    type Half: Join;

    /// Whether it splits what comes next.
    #[inline]
    fn is_parallel(&self) -> bool {
        true
    }

    /// Runs both, in any order or at once, and returns when both are done.
    fn join(
        &mut self,
        first: impl FnOnce(&mut Self::Half) + Send,
        second: impl FnOnce(&mut Self::Half) + Send,
    );
}

/// All at once, on one core.
impl Join for () {
    type Half = ();

    #[inline]
    fn is_parallel(&self) -> bool {
        false
    }

    #[inline]
    fn join(&mut self, first: impl FnOnce(&mut ()) + Send, second: impl FnOnce(&mut ()) + Send) {
        first(self);
        second(self);
    }
}

/// Calls `work` with rows of units and the index of the first one, split in the middle as often as
/// `join` and the rows allow.
pub(crate) fn split_rows<T: Value, S: Side>(
    join: &mut impl Join,
    first: usize,
    rows: RowsMut<'_, T, S>,
    work: &(impl Fn(usize, RowsMut<'_, T, S>) + Sync),
) {
    if !join.is_parallel() || rows.len() < 2 {
        return work(first, rows);
    }
    let middle = rows.len() / 2;
    let (upper, lower) = rows.split(middle);
    join.join(
        |half| split_rows(half, first, upper, work),
        |half| split_rows(half, first + middle, lower, work),
    );
}
