//! Weights that the portable engine computes, on any machine.

use lissom::{
    Engine,
    learning::{Learn, Pruned},
    number::{Extremes, Weight, WideOf},
    random::Pcg32,
};

/// A weight in fixed point whose rows are computed one connection after the other: [`Engine`] and
/// [`Learn`] without what a back end overrides.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Portable<W>(W);

impl<W: Weight> Weight for Portable<W> {
    type Activity = W::Activity;
    type Sum = W::Sum;
    const NAME: &'static str = W::NAME;
    const ZERO: Self = Self(W::ZERO);

    fn exponent(extremes: Extremes) -> Option<i8> {
        W::exponent(extremes)
    }
    fn quantise(before: f64, weight: f64, exponent: i8) -> Self {
        Self(W::quantise(before, weight, exponent))
    }
    fn value(self, exponent: i8) -> f64 {
        self.0.value(exponent)
    }
    fn widen(self) -> WideOf<Self> {
        self.0.widen()
    }
    fn from_bits(bits: u64) -> Self {
        Self(W::from_bits(bits))
    }
    fn to_bits(self) -> u64 {
        self.0.to_bits()
    }
    fn add_magnitude(self, total: u64) -> Option<u64> {
        self.0.add_magnitude(total)
    }
    fn dot(sum: W::Sum, weights: &[Self], activities: &[W::Activity]) -> W::Sum {
        weights.iter().zip(activities).fold(sum, |sum, (w, &x)| W::dot(sum, &[w.0], &[x]))
    }
    fn response(gain: WideOf<Self>, sum: W::Sum, exponent: i8) -> WideOf<Self> {
        W::response(gain, sum, exponent)
    }
}

impl<W: Engine> Engine for Portable<W> {}

impl<W: Learn> Learn for Portable<W> {
    type Rate = W::Rate;
    type Growth = W::Growth;
    type Tally = W::Tally;
    type Factors = W::Factors;
    type Carry = W::Carry;

    fn rate(alpha: f64) -> W::Rate {
        W::rate(alpha)
    }
    fn per_connection(rate: W::Rate, connections: u32) -> W::Rate {
        W::per_connection(rate, connections)
    }
    fn growth(rate: W::Rate, eta: W::Activity) -> W::Growth {
        W::growth(rate, eta)
    }
    fn tally(sums: W::Tally, weights: &[Self], inputs: &[W::Activity], pruned: Pruned) -> W::Tally {
        let each = weights.iter().zip(inputs);
        each.fold(sums, |sums, (w, &x)| W::tally(sums, &[w.0], &[x], pruned))
    }
    fn connections(sums: W::Tally) -> u32 {
        W::connections(sums)
    }
    fn is_below(weight: Self, sums: W::Tally, fraction: u32) -> bool {
        W::is_below(weight.0, sums, fraction)
    }
    fn factors(sums: W::Tally, growth: W::Growth, exponent: i8) -> Option<W::Factors> {
        W::factors(sums, growth, exponent)
    }
    fn holds_one(exponent: i8) -> bool {
        W::holds_one(exponent)
    }
    fn is_whole(factors: W::Factors, first: W::Carry, last: W::Carry, exponent: i8) -> bool {
        W::is_whole(factors, first, last, exponent)
    }
    fn carry(random: &mut Pcg32) -> W::Carry {
        W::carry(random)
    }
    fn adapt(
        carry: W::Carry,
        factors: W::Factors,
        weights: &mut [Self],
        inputs: &[W::Activity],
        pruned: Pruned,
    ) -> W::Carry {
        weights.iter_mut().zip(inputs).fold(carry, |carry, (w, &x)| {
            let mut one = [w.0];
            let carry = W::adapt(carry, factors, &mut one, &[x], pruned);
            [w.0] = one;
            carry
        })
    }
}
