//! Work in two halves, for chips with two cores.

/// Runs the two halves of a piece of work: one after the other, as `()` does, or at once on two cores.
///
/// A projection's units do not depend on each other, so both ways give the same bits.
///
/// ```
/// use lissom::{Activity, Fixed16, Halves, Sheet, stimulus::OrientedGaussian};
/// struct TwoThreads;
/// impl Halves for TwoThreads {
///     fn both(&mut self, first: impl FnOnce() + Send, second: impl FnOnce() + Send) {
///         std::thread::scope(|scope| {
///             scope.spawn(second);
///             first();
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
    /// Runs both, in any order or at once, and returns when both are done.
    fn both(&mut self, first: impl FnOnce() + Send, second: impl FnOnce() + Send);
}

/// One after the other.
impl Halves for () {
    #[inline]
    fn both(&mut self, first: impl FnOnce() + Send, second: impl FnOnce() + Send) {
        first();
        second();
    }
}
