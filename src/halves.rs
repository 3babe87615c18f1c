//! Work in halves, for chips with two cores and hosts with many.

/// How work on a sheet is split: not at all, as by `()`; in two halves, as on two cores; or each half
/// again.
///
/// Units do not depend on each other, so all ways give the same bits.
///
/// ```
/// use lissom::{Activity, Fixed16, Halves, Sheet, stimulus::OrientedGaussian};
/// struct TwoThreads;
/// impl Halves for TwoThreads {
///     type Half = ();
///     fn both(
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
/// lissom::network!(mod map = lissom::Params::notebook(16));
/// static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
/// static PICTURE: Sheet<Fixed16, 16> =
///     Sheet::<Fixed16, 16>::frozen(OrientedGaussian::round(8.0, 8.0, 2.0));
/// let (lissom, mut one, mut two) = (WEIGHTS.frozen_lissom(), Activity::new(), Activity::new());
/// lissom.settle(&PICTURE, &mut one, &mut ());
/// lissom.settle_in(&mut TwoThreads, &PICTURE, &mut two, &mut ());
/// assert_eq!(one, two);
/// ```
pub trait Halves {
    /// How each half is split in its turn.
    type Half: Halves;

    /// Whether it splits what comes next.
    #[inline]
    fn splits(&self) -> bool {
        true
    }

    /// Runs both, in any order or at once, and returns when both are done.
    fn both(
        &mut self,
        first: impl FnOnce(&mut Self::Half) + Send,
        second: impl FnOnce(&mut Self::Half) + Send,
    );
}

/// All at once, on one core.
impl Halves for () {
    type Half = ();

    #[inline]
    fn splits(&self) -> bool {
        false
    }

    #[inline]
    fn both(&mut self, first: impl FnOnce(&mut ()) + Send, second: impl FnOnce(&mut ()) + Send) {
        first(self);
        second(self);
    }
}

/// Works at rows of units, of which `first` is the number of the first one, split in the middle as often
/// as `halves` and the rows allow.
pub(crate) fn at_rows<R: Send>(
    halves: &mut impl Halves,
    first: usize,
    rows: &mut [R],
    work: &(impl Fn(usize, &mut [R]) + Sync),
) {
    if rows.len() < 2 || !halves.splits() {
        return work(first, rows);
    }
    let middle = rows.len() / 2;
    let (upper, lower) = rows.split_at_mut(middle);
    halves.both(
        |half| at_rows(half, first, upper, work),
        |half| at_rows(half, first + middle, lower, work),
    );
}
