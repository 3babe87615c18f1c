use super::*;
use std::vec::Vec;

fn model(length: usize, k_max: f64, sigma: f64, a: [f64; 4]) -> Vec<f64> {
    let p = |k: f64| {
        a[0] * libm::exp(-0.5 * ((k - k_max) / sigma).powi(2)) + a[1] + a[2] * k + a[3] * k * k
    };
    (1..=length).map(|k| p(k as f64)).collect()
}

/// P(1), P(2), …
fn fit(power: &[f64]) -> Option<Peak> {
    Peak::fit(power.iter().zip(1_u8..).map(|(&p, k)| [k.into(), p]), [1.0, power.len() as f64])
}

#[test]
fn the_model_is_found_again() {
    is_found_again(12, 3.3, 0.8, [1.0, 0.1, 0.0, 0.0]);
    is_found_again(18, 4.71, 1.2, [2.0, 0.3, -0.02, 0.001]);
    is_found_again(60, 40.2, 0.6, [30.0, 3.0, -0.02, 0.0]);
}

#[test]
#[ignore = "seconds without optimisation"]
fn the_model_is_found_again_in_a_long_spectrum() {
    is_found_again(127, 15.9, 2.0, [1e-4, 1e-6, -1e-8, 0.0]);
}

fn is_found_again(length: usize, k_max: f64, sigma: f64, a: [f64; 4]) {
    let peak = fit(&model(length, k_max, sigma, a)).unwrap();
    assert!((peak.k_max - k_max).abs() < 1e-3, "{peak:?}");
    assert!((peak.sigma - sigma).abs() < 2e-3, "{peak:?}");
    assert!((peak.coefficients[0] - a[0]).abs() < 2e-3 * a[0], "{peak:?}");
    let exact = model(length, k_max, sigma, a)[2];
    assert!((peak.at(3.0) - exact).abs() < 2e-3 * a[0], "{peak:?} {exact}");
}

#[test]
fn no_peak() {
    assert_eq!(fit(&[1.0; 4]), None);
    assert_eq!(fit(&[]), None);
    assert_eq!(fit(&[1.0, f64::NAN, 2.0, 3.0, 4.0, 5.0]), None);
    let line = (1..9_u8).map(|k| [f64::from(k); 2]);
    for centres in [[3.0, 2.0], [9.0, 20.0], [f64::NAN, 3.0], [-3.0, -2.0]] {
        assert_eq!(Peak::fit(line.clone(), centres), None, "{centres:?}");
    }
    // a dip is not a peak: the Gaussian's height is above 0 wherever there is an answer
    let dip = model(20, 8.0, 1.5, [-1.0, 2.0, 0.0, 0.0]);
    assert!(fit(&dip).is_none_or(|peak| (peak.k_max - 8.0).abs() > 2.0));
    assert!(fit(&[0.0; 30]).is_none_or(|peak| peak.error < 1e-9));
}
