use super::*;
use crate::{
    Params,
    input::{Gaussians, OrientedGaussian},
    learning::{HomeostasisParams, PhaseParams, TrainingParams},
};

/// One unit, which sees one cell of intensity `s` and itself.
fn one_unit(params: Params, s: f64, disturbance: &Disturbance) -> f64 {
    let (theta_lower, theta_upper) = (0.25, 0.75);
    let params = Params { r_a: 0.0, r_e: 0.0, r_i: 0.0, theta_lower, theta_upper, ..params };
    let params = Params { sigma_a: 1.0, sigma_e: 1.0, sigma_i: 1.0, ..params };
    let network = ReducedNetwork::<f64>::new(&params, 1).unwrap();
    let mut picture = network.picture();
    picture.units_mut()[0] = s;
    network.amplification(&mut (), &picture, disturbance).unwrap()
}

/// η(t) = (s + (γ_E − γ_I)·η(t−1) − θ_l)/½, so a difference δ in s becomes
/// 2δ·(1 + g + … + gᵗ) with g = 2·(γ_E − γ_I).
#[test]
fn one_unit_amplifies_by_a_geometric_series() {
    let default = Disturbance::default();
    for (gamma_e, gamma_i, steps) in
        [(0.0, 0.0, 9), (0.5, 0.125, 9), (1.0, 0.5, 5), (0.25, 0.5, 6), (0.75, 0.0, 3)]
    {
        let params = Params { gamma_e, gamma_i, steps, ..Params::pylissom(1, 1) };
        let g = 2.0 * (gamma_e - gamma_i);
        let by_hand: f64 = (0..=i32::from(steps)).map(|t| 2.0 * g.powi(t)).sum();
        let measured = one_unit(params, 0.2625, &default);
        assert!((measured / by_hand - 1.0).abs() < 1e-8, "{gamma_e} {measured} {by_hand}");
    }
}

/// Four units that excite themselves and inhibit each other stay at ½ each, by
/// η = 2·(½ + η − ½ − ¼): any difference between them doubles with every step, until some are
/// on and the others off.
#[test]
fn bistable_units_amplify_until_they_are_on_or_off() {
    let params = Params { gamma_e: 1.0, gamma_i: 1.0, steps: 24, ..Params::pylissom(1, 2) };
    let params = Params { r_a: 9.0, r_e: 0.0, r_i: 9.0, sigma_i: 1e9, ..params };
    let params = Params { theta_lower: 0.25, theta_upper: 0.75, seed: None, ..params };
    let params = Params { sigma_e: 1.0, ..params };
    let network = ReducedNetwork::<f64>::new(&params, 1).unwrap();
    let mut picture = network.picture();
    picture.units_mut()[0] = 0.5;
    for size in [1e-3, 1.0 / 16_384.0, 1e-6] {
        let disturbance = Disturbance { size, ..Disturbance::default() };
        let factor = network.amplification(&mut (), &picture, &disturbance).unwrap();
        assert!((factor * size - 0.5).abs() < 1e-6, "{size} {factor}");
    }
}

/// A unit that excites itself, with just no input: the least more switches it on.
#[test]
fn a_unit_at_its_threshold_ignites() {
    let params = Params { gamma_e: 0.75, gamma_i: 0.0, steps: 60, ..Params::pylissom(1, 1) };
    let default = Disturbance::default();
    let factor = one_unit(params, 0.25, &default);
    assert_eq!(factor * default.size, 1.0);
}

/// Without lateral gains V1 is σ of what it receives, so the factor is 1/(θ_u − θ_l) in every
/// network with a unit between the thresholds, and nothing settles.
#[test]
fn without_lateral_gains_the_slope_is_all() {
    let params = Params { gamma_e: 0.0, gamma_i: 0.0, retina: 15, ..Params::lissom_or(12) };
    for channels in [1, 2] {
        let network = Network::<f64>::new(&params, channels).unwrap();
        let mut retina = network.retina();
        retina.draw(&OrientedGaussian::round(7.0, 7.0, 2.0));
        let factor = |seed| {
            let disturbance = Disturbance { seed, ..Disturbance::default() };
            network.amplification(&mut (), &retina, &disturbance).unwrap()
        };
        assert!((factor(1) * 0.55 - 1.0).abs() < 1e-8, "{}", factor(1));
        assert_eq!(factor(1), factor(1));
        // nothing to amplify in a V1 that stays silent
        let dark = network.retina();
        assert_eq!(network.amplification(&mut (), &dark, &Disturbance::default()), Ok(0.0));
    }
}

/// A training amplifies by the slope of its present phase, whatever its thresholds have become;
/// where these keep every unit silent there is nothing to amplify.
#[test]
fn a_training_amplifies_as_it_is_now() {
    let params = Params { gamma_e: 0.0, gamma_i: 0.0, ..Params::gcal(12) };
    let factor = |theta: f64| {
        let course = TrainingParams::gcal(&params);
        let phases = course.phases.map(|phase| PhaseParams { theta_upper: 0.5, ..phase });
        let homeostasis = HomeostasisParams { theta, ..HomeostasisParams::GCAL };
        let network = Network::<f64>::new(&params, 2).unwrap();
        let mut training = Training::new(network, &phases, Some(&homeostasis), 1).unwrap();
        let mut pictures = Gaussians::new(&course.pictures, 1).unwrap();
        let (mut retina, mut state) = (training.network().retina(), training.network().state());
        training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ()).unwrap();
        retina.draw(&OrientedGaussian::round(6.0, 6.0, 2.0));
        training.amplification(&mut (), &retina, &Disturbance::default()).unwrap()
    };
    assert!((factor(0.0) - 2.0).abs() < 1e-8, "{}", factor(0.0));
    assert_eq!(factor(1.0), 0.0);
}

#[test]
fn bad_disturbances_are_refused() {
    let network = Network::<f64>::new(&Params::notebook(8), 1).unwrap();
    let reduced = ReducedNetwork::<f64>::new(&Params::reduced(8), 1).unwrap();
    let refused = |disturbance, side, why: &str| {
        let picture = SheetOf::with_side(Dyn::new(side).unwrap(), 0.0);
        let of_whole = network.amplification(&mut (), &picture, &disturbance);
        let of_reduced = reduced.amplification(&mut (), &picture, &disturbance);
        for error in [of_whole.unwrap_err(), of_reduced.unwrap_err()] {
            assert_eq!(std::format!("{error}"), why);
        }
    };
    let usual = Disturbance::default();
    refused(Disturbance { size: 0.0, ..usual }, 8, "size 0 is not a number above 0, to 1");
    refused(Disturbance { size: 1.5, ..usual }, 8, "size 1.5 is not a number above 0, to 1");
    let nan = Disturbance { size: f64::NAN, ..usual };
    refused(nan, 8, "size NaN is not a number above 0, to 1");
    let none = Disturbance { patterns: 0, ..usual };
    refused(none, 8, "patterns 0 is not a number of 1..=65535");
    refused(usual, 9, "a sheet of side 9 where 8 is needed");
}
