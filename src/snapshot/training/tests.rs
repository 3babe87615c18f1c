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
        &Thresholds { theta: Sheet::from_rows([[1.5_f64]]), average: Sheet::from_rows([[0.25]]) },
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
    for wrong in [[7, 9, 3, 3], [7, u32::MAX, 3, 3], [7, 8, 4, 3], [7, 8, 1 << 31, 3], [7, 8, 3, 2]]
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
