//! The seeded generator behind noise and random stimuli.

/// PCG-XSH-RR 64/32 (O'Neill, *PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation*, 2014): a 64-bit linear congruential generator whose
/// output is xor-shifted and rotated. 16 bytes of state, period 2⁶⁴ on each of 2⁶³ streams.
///
/// All functions are `const`, so noise can be drawn at compile time. A test compares the numbers
/// with
/// `rand_pcg`. With the feature `rand_core` it implements `rand_core::Rng`.
///
/// ```
/// use lissom::random::Pcg32;
/// let mut random = Pcg32::new(42, 54); // the seed and stream of the algorithm's reference demo
/// assert_eq!(random.next_u32(), 0xa15c_02b7);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Pcg32 {
    state: u64,
    increment: u64,
}

impl Pcg32 {
    /// The generator of a seed; each stream gives another sequence.
    pub const fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self { state: 0, increment: stream << 1 | 1 };
        random.next_u32();
        random.state = random.state.wrapping_add(seed);
        random.next_u32();
        random
    }

    /// State and increment, from which [`from_state`](Self::from_state) continues.
    pub const fn state(&self) -> [u64; 2] {
        [self.state, self.increment]
    }

    /// The generator with this [`state`](Self::state). An even increment becomes the next odd one.
    pub const fn from_state([state, increment]: [u64; 2]) -> Self {
        Self { state, increment: increment | 1 }
    }

    /// The next 32 bits.
    pub const fn next_u32(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(self.increment);
        let shifted = ((old >> 18 ^ old) >> 27) as u32;
        let by = (old >> 59) as u32;
        shifted >> by | shifted << ((32 - by) & 31) // `rotate_right` is slow in `const`
    }

    /// A uniform integer in `0..bound`, up to a bias below bound/2³².
    pub const fn below(&mut self, bound: u32) -> u32 {
        ((self.next_u32() as u64 * bound as u64) >> 32) as u32
    }

    /// The next uniform number in `[0, 1)`, a multiple of 2⁻³².
    pub const fn next_f64(&mut self) -> f64 {
        self.next_u32() as f64 / 4_294_967_296.0
    }
}

#[cfg(feature = "rand_core")]
impl rand_core::TryRng for Pcg32 {
    type Error = rand_core::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        rand_core::utils::next_u64_via_u32(self)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        rand_core::utils::fill_bytes_via_next_word(bytes, || self.try_next_u32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::Rng;

    #[test]
    fn equals_rand_pcg() {
        for (seed, stream) in [(0, 0), (1, 0), (42, 54), (u64::MAX, 7)] {
            let mut ours = Pcg32::new(seed, stream);
            let mut theirs = rand_pcg::Pcg32::new(seed, stream);
            for _ in 0..1000 {
                assert_eq!(ours.next_u32(), theirs.next_u32());
            }
        }
    }

    #[test]
    fn uniform_on_the_unit_interval() {
        let mut random = Pcg32::new(1, 1);
        let mean = (0..100_000).map(|_| random.next_f64()).sum::<f64>() / 1e5;
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
    }
}
