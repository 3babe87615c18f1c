//! Sections of what training changes besides weights.

use super::section::{Element, Section};
use crate::{
    input::{Faces, Gaussians, Patches},
    learning::{Progress, Thresholds},
    number::Activity,
    side::Side,
};

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

            fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
                self.random.accepts(at, bytes)
            }
        }
    )*};
}
streams!(Gaussians Faces Patches<'_>);

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

    /// Two bits say whether connections are pruned; the generator's increment is odd.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        bytes.iter().zip(at..).all(|(byte, place)| match place {
            8 => *byte < 4,
            9..12 => *byte == 0,
            28 => byte & 1 == 1,
            _ => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::section::tests::{bytes, check},
        *,
    };
    use crate::{
        Fixed16, Sheet,
        input::{FaceParams, GaussianParams, GreyImage, Stream},
        learning::{Homeostasis, HomeostasisParams},
        side::Const,
    };

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
                average: Sheet::from_rows([[-2.0]]),
            },
            &Thresholds::<f64, Const<1>>::new(),
        );

        let params = GaussianParams {
            sigma_across: 1.0,
            sigma_along: 2.0,
            count: 2,
            separation: 3.0,
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
        let mut whole = bytes(&progress);
        assert!(progress.accepts(0, &whole) && progress.accepts(5, &whole[5..]));
        whole[8] = 4;
        assert!(!progress.accepts(0, &whole) && !progress.accepts(8, &[4]));
        assert!(!progress.accepts(9, &[0, 1]) && !progress.accepts(27, &[0, 2]));
    }
}
