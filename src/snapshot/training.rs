//! Sections of what training changes besides weights.

use super::{
    element::Element,
    section::{Section, all_possible},
    seen::Seen,
};
use crate::{
    input::{Faces, Gaussians, NoisyDiscs, Patches},
    learning::{MAX_THETA, Progress, Thresholds},
    number::{Activity, Wide},
    side::Side,
};

/// The largest θ, in 2⁻²⁴.
const MOST: i32 = (MAX_THETA as i32) << 24;

/// The threshold θ of every unit, then every unit's mean activity η̄.
impl<A: Activity<Wide: Element>, S: Side> Section for Thresholds<A, S> {
    fn size(&self) -> usize {
        self.theta.size() + self.average.size()
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        let split = self.theta.size();
        let (theta, average) = bytes.split_at_mut(split.saturating_sub(at).min(bytes.len()));
        self.theta.copy_out(at.min(split), theta);
        self.average.copy_out(at.saturating_sub(split), average);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let split = self.theta.size();
        let (theta, average) = bytes.split_at(split.saturating_sub(at).min(bytes.len()));
        self.theta.copy_in(at.min(split), theta);
        self.average.copy_in(at.saturating_sub(split), average);
    }

    /// θ within ±32, as homeostasis keeps it, and η̄ from 0 to 1, but for rounding.
    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        let split = self.theta.size();
        let (theta, average) = bytes.split_at(split.saturating_sub(at).min(bytes.len()));
        let mut within = |bytes: &[u8], [least, most]: [i32; 2]| {
            let [least, most] = [least, most].map(A::Wide::from_q24);
            all_possible(bytes, seen, |number: A::Wide| number >= least && number <= most)
        };
        let theta = within(theta, [-MOST, MOST]);
        theta & within(average, [-1 << 14, (1 << 24) + (1 << 14)])
    }
}

/// Only the generator; add a stream's parameters to the network's identity.
macro_rules! streams {
    ($($stream:ty)*) => {$(
        impl Section for $stream {
            fn size(&self) -> usize {
                self.random.size()
            }

            fn copy_out(&self, at: usize, bytes: &mut [u8]) {
                self.random.copy_out(at, bytes);
            }

            fn copy_in(&mut self, at: usize, bytes: &[u8]) {
                self.random.copy_in(at, bytes);
            }

            fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
                self.random.accepts(at, bytes, seen)
            }
        }
    )*};
}
streams!(Gaussians Faces NoisyDiscs Patches<'_>);

/// 36 bytes: counts, whether connections are pruned, radius, trace, and the rounding's generator.
impl Section for Progress {
    fn size(&self) -> usize {
        self.words().size()
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        self.words().copy_out(at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let mut words = self.words();
        words.copy_in(at, bytes);
        *self = Self::of_words(words);
    }

    /// In one presentation at most one phase begins after those that began before; two bits say
    /// whether connections are pruned; the generator's increment is odd.
    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        bytes.iter().zip(at..).fold(true, |possible, (&byte, place)| {
            let Some(word) = seen.number(byte, 4) else { return possible };
            possible
                && match place / 4 {
                    0 => {
                        seen.total = word;
                        true
                    }
                    1 => word <= seen.total + 1,
                    2 => word < 4,
                    7 => word & 1 == 1,
                    _ => true,
                }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::section::tests::{bytes, check, is_refused},
        *,
    };
    use crate::{
        Fixed16, Sheet,
        input::{FaceParams, GaussianParams, GreyImage, Stream},
        learning::{Homeostasis, HomeostasisParams},
        side::Const,
    };
    use std::vec::Vec;

    #[test]
    fn a_training_comes_back() {
        let homeostasis = Homeostasis::<Fixed16>::new(&HomeostasisParams::GCAL).unwrap();
        let mut thresholds = Thresholds::<Fixed16, Const<2>>::new();
        thresholds.reset(&homeostasis);
        thresholds.adapt(
            &homeostasis,
            &Sheet::from_rows([[0, 99], [7, 2]].map(|r| r.map(Fixed16::from_bits))),
        );
        check(&thresholds, &Thresholds::new());
        check(
            &Thresholds {
                theta: Sheet::from_rows([[1.5_f64]]),
                average: Sheet::from_rows([[0.25]]),
            },
            &Thresholds::<f64, Const<1>>::new(),
        );

        let params = GaussianParams {
            sigma_across: 1.0,
            sigma_along: 2.0,
            count: 2,
            separation: 3.0,
            margin: 0.0,
            contrast: [0.5, 1.0],
        };
        let mut stream = Gaussians::new(&params, 5).unwrap();
        stream.draw(&mut Sheet::<f32, 8>::new());
        check(&stream, &Gaussians::new(&params, 6).unwrap());

        let params = FaceParams { size: [5.0, 6.0], sigma: 0.2, tilt: 10.0, contrast: [0.5, 1.0] };
        let mut stream = Faces::new(&params, 5).unwrap();
        stream.draw(&mut Sheet::<f32, 8>::new());
        check(&stream, &Faces::new(&params, 6).unwrap());

        let images = [GreyImage::new(&[7; 12], 4, 3, 4).unwrap()];
        let mut stream = Patches::new(&images, 2, 5).unwrap();
        stream.draw(&mut Sheet::<f32, 8>::new());
        check(&stream, &Patches::new(&images, 2, 6).unwrap());

        let words = [1000, 7, 2, 90, 0x1234_5678, 9, 10, 11, 12];
        let progress = Progress::of_words(words);
        check(&progress, &Progress::new(3));
        assert_eq!(progress.words(), words);
        assert_eq!((progress.presentations(), progress.trace()), (1000, 0x1234_5678));
    }

    #[test]
    fn impossible_progress_is_not_accepted() {
        let progress = Progress::new(1);
        assert!(!is_refused(&progress, &bytes(&progress)));
        let words = Progress::of_words([7, 8, 3, 0, u32::MAX, 1, 2, 3, 4]);
        assert!(!is_refused(&progress, &bytes(&words)));
        for wrong in
            [[7, 9, 3, 3], [7, u32::MAX, 3, 3], [7, 8, 4, 3], [7, 8, 1 << 31, 3], [7, 8, 3, 2]]
        {
            let [presentations, begun, pruned, odd] = wrong;
            let words = [presentations, begun, pruned, 0, 0, 0, 0, odd, 0];
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            assert!(is_refused(&progress, &bytes), "{wrong:?}");
        }
    }

    #[test]
    fn impossible_thresholds_are_not_accepted() {
        fn refuses<A: Activity<Wide: Element>>(theta: A::Wide, average: A::Wide) -> bool {
            let wrong = Thresholds::<A, Const<1>> {
                theta: Sheet::filled(theta),
                average: Sheet::filled(average),
            };
            is_refused(&Thresholds::<A, Const<1>>::new(), &bytes(&wrong))
        }
        fn fixed(theta: f64, average: f64) -> bool {
            let [theta, average] = [theta, average].map(crate::number::fixed_wide);
            refuses::<Fixed16>(theta, average)
        }
        assert!(!fixed(32.0, 1.0) && !fixed(-32.0, 0.0));
        assert!(fixed(-128.0, 0.0) && fixed(32.1, 0.0) && fixed(0.0, 1.1) && fixed(0.0, -0.1));
        assert!(!refuses::<f32>(-32.0, 1.0) && !refuses::<f64>(0.0, 0.0));
        assert!(refuses::<f32>(f32::NAN, 0.0) && refuses::<f32>(0.0, f32::NAN));
        assert!(refuses::<f64>(f64::INFINITY, 0.0) && refuses::<f64>(0.0, f64::MAX));
    }
}
