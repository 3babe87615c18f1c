use super::*;
use crate::{
    number::{Fixed16, Fixed32},
    sheet::Sheet,
};

/// η = 1, then 0, by hand: η̄ = 0.024 + 0.009·0.976 = 0.032 784, then 0.991 times that.
fn two_steps<A: Activity>(one: A) -> [f64; 4] {
    let homeostasis = Homeostasis::new(&HomeostasisParams::GCAL).unwrap();
    let mut thresholds = Thresholds::<A, Const<1>>::new();
    thresholds.reset(&homeostasis);
    thresholds.adapt(&homeostasis, &Sheet::from_rows([[one]]));
    let first = [thresholds.theta.0[0][0], thresholds.average.0[0][0]];
    thresholds.adapt(&homeostasis, &Sheet::from_rows([[A::ZERO]]));
    let [a, b] = first;
    [a, b, thresholds.theta.0[0][0], thresholds.average.0[0][0]].map(Wide::to_f64)
}

#[test]
fn by_hand() {
    let average = [0.032_784, 0.032_488_944];
    let theta = [0.150_087_84, 0.150_172_729_44];
    let expected = [theta[0], average[0], theta[1], average[1]];
    let check = |ours: [f64; 4], tolerance: f64| {
        for (ours, expected) in ours.iter().zip(expected) {
            assert!((ours - expected).abs() <= tolerance, "{ours} {expected}");
        }
    };
    check(two_steps(1.0_f64), 1e-15);
    check(two_steps(1.0_f32), 5e-8);
    check(two_steps(Fixed32::ONE), 3e-7);
    check(two_steps(Fixed16::ONE), 6e-7); // its 1 is 1 − 2⁻¹⁵
}

#[test]
fn thresholds_are_bounded() {
    let params = HomeostasisParams { rate: 1.0, mean: 0.0, ..HomeostasisParams::GCAL };
    let homeostasis = Homeostasis::<Fixed16>::new(&params).unwrap();
    let mut thresholds = Thresholds::<Fixed16, Const<1>>::new();
    thresholds.reset(&homeostasis);
    for _ in 0..200 {
        thresholds.adapt(&homeostasis, &Sheet::from_rows([[Fixed16::ONE]]));
    }
    assert_eq!(thresholds.theta.0[0][0], 32);
    let nan = HomeostasisParams { theta: f64::NAN, ..params };
    let refused = Homeostasis::<f32>::new(&nan).unwrap_err();
    assert!(matches!(refused, Error::OutOfRange { what: "theta", .. }));
}
