//! Learning in floats.

use super::{Learn, Pruned};
use crate::{limits::MAX_RATE, number::Wide, random::Pcg32};
use core::ops::AddAssign;

/// Sums in lanes that a vector unit adds side by side; always in the same order.
#[derive(Debug, Clone, Copy)]
pub struct FloatTally<F> {
    weights: [F; LANES],
    inputs: [F; LANES],
    connections: u32,
}

const LANES: usize = 8;

impl<F: Copy + Default> Default for FloatTally<F> {
    fn default() -> Self {
        Self { weights: [F::default(); LANES], inputs: [F::default(); LANES], connections: 0 }
    }
}

impl<F: Copy + AddAssign> FloatTally<F> {
    /// With a run more, of which `input` counts for each weight and its input.
    #[inline(always)]
    fn with(
        mut self,
        weights: &[F],
        inputs: &[F],
        connections: usize,
        input: impl Fn(F, F) -> F,
    ) -> Self {
        let (whole_w, rest_w) = weights.as_chunks::<LANES>();
        let (whole_x, rest_x) = inputs.as_chunks::<LANES>();
        for (w, x) in whole_w.iter().zip(whole_x) {
            for lane in 0..LANES {
                self.weights[lane] += w[lane];
                self.inputs[lane] += input(w[lane], x[lane]);
            }
        }
        for (lane, (&w, &x)) in rest_w.iter().zip(rest_x).enumerate() {
            self.weights[lane] += w;
            self.inputs[lane] += input(w, x);
        }
        self.connections += connections as u32;
        self
    }
}

/// w ← keep·w + grow·x
#[derive(Debug, Clone, Copy)]
pub struct FloatFactors<F> {
    keep: F,
    grow: F,
}

macro_rules! float {
    ($float:ty) => {
        impl Learn for $float {
            type Rate = Self;
            type Growth = Self;
            type Tally = FloatTally<Self>;
            type Factors = FloatFactors<Self>;
            type Carry = ();

            fn rate(alpha: f64) -> Self {
                <Self as Wide>::from_f64(alpha).clamp(0.0, MAX_RATE as Self)
            }
            fn per_connection(rate: Self, connections: u32) -> Self {
                rate / connections as Self
            }
            fn growth(rate: Self, eta: Self) -> Self {
                rate * eta
            }
            #[inline(always)]
            fn tally(
                sums: FloatTally<Self>,
                weights: &[Self],
                inputs: &[Self],
                pruned: Pruned,
            ) -> FloatTally<Self> {
                match pruned {
                    Pruned::No => sums.with(weights, inputs, weights.len(), |_, x| x),
                    Pruned::Yes => {
                        let connections = weights.iter().filter(|&&w| w != 0.0).count();
                        let alive = |w: Self, x: Self| if w == 0.0 { 0.0 } else { x };
                        sums.with(weights, inputs, connections, alive)
                    }
                }
            }
            fn connections(sums: FloatTally<Self>) -> u32 {
                sums.connections
            }
            fn is_below(weight: Self, sums: FloatTally<Self>, fraction: u32) -> bool {
                let mean = sums.weights.iter().sum::<Self>() / sums.connections as Self;
                weight * 65_536.0 < fraction as Self * mean
            }
            fn factors(sums: FloatTally<Self>, growth: Self, _: i8) -> Option<FloatFactors<Self>> {
                let inputs = sums.inputs.iter().sum::<Self>();
                let sum = sums.weights.iter().sum::<Self>() + growth * inputs;
                let keep = 1.0 / sum;
                (keep > 0.0 && keep.is_finite()).then(|| FloatFactors { keep, grow: growth / sum })
            }
            fn holds_one(_: i8) -> bool {
                true
            }
            fn is_whole(_: FloatFactors<Self>, (): (), (): (), _: i8) -> bool {
                true
            }
            fn carry(_: &mut Pcg32) {}
            #[inline(always)]
            fn adapt(
                (): (),
                FloatFactors { keep, grow }: FloatFactors<Self>,
                weights: &mut [Self],
                inputs: &[Self],
                pruned: Pruned,
            ) {
                match pruned {
                    Pruned::No => {
                        for (w, &x) in weights.iter_mut().zip(inputs) {
                            *w = keep * *w + grow * x;
                        }
                    }
                    Pruned::Yes => {
                        for (w, &x) in weights.iter_mut().zip(inputs) {
                            *w = if *w == 0.0 { 0.0 } else { keep * *w + grow * x };
                        }
                    }
                }
            }
        }
    };
}
float!(f32);
float!(f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_without_a_reciprocal_change_nothing() {
        let factors = |weights: &[f32], growth| {
            let sums =
                f32::tally(FloatTally::default(), weights, &[0.5; 3][..weights.len()], Pruned::No);
            f32::factors(sums, growth, 0)
        };
        assert!(factors(&[1e-40, 0.0, 1e-41], 0.0).is_none()); // 1/Σ is infinite
        assert!(factors(&[f32::MAX, f32::MAX], 0.0).is_none()); // 1/Σ is 0
        assert!(factors(&[0.0, -1.0], 0.0).is_none() && factors(&[f32::NAN], 0.0).is_none());
        let FloatFactors { keep, grow } = factors(&[1.0, 0.5], 0.5).expect("Σ is 2");
        assert_eq!([keep, grow], [0.5, 0.25]);
        assert!(factors(&[1e-40, 0.0, 1e-41], 0.5).is_some());
    }
}
