use super::*;

#[test]
fn the_two_conventions_agree_in_the_centre() {
    let side = 35; // its centre is a cell
    let upright = |orientation| OrientedGaussian {
        row: 17.0,
        column: 17.0,
        sigma_row: 2.5,
        sigma_column: 5.0,
        orientation,
    };
    for degrees in [0.0, 30.0, 90.0, 135.0, -60.0, 390.0] {
        let sampled = Rotated::new(upright(0.0), side, degrees);
        for (row, column) in (0..side * side).map(|cell| (cell / side, cell % side)) {
            let (row, column) = (row as f64, column as f64);
            let difference = sampled.at(row, column) - upright(degrees).at(row, column);
            assert!(difference.abs() < 0.04, "{degrees}° ({row}, {column}): {difference}");
        }
    }
}

#[test]
fn bars_have_their_size() {
    let bar = Bar { row: 8.0, column: 8.0, width: 3.0, length: 7.0, orientation: 0.0 };
    let sum = |bar: Bar| {
        (0..17 * 17).map(|cell| bar.at((cell / 17) as f64, (cell % 17) as f64)).sum::<f64>()
    };
    assert_eq!(sum(bar), 21.0);
    assert_eq!(sum(Bar { orientation: 90.0, ..bar }).round(), 21.0);
    assert_eq!(bar.at(8.0, 11.0), 1.0);
    assert_eq!(bar.at(11.0, 8.0), 0.0);
}

#[test]
fn odd_angles_and_places_do_not_panic() {
    for degrees in [f64::NAN, f64::INFINITY, -1e308, 1e17] {
        let line = BlurredLine { side: 8, shift: -3 };
        for border in [Border::Dark, Border::Mirrored] {
            let rotated = Rotated { stimulus: line, side: 8, degrees, border };
            let far = [(3.0, 4.0), (1e300, f64::NEG_INFINITY), (2.0_f64.powi(63), -1e12)];
            for (row, column) in far.into_iter().chain([(f64::NAN, 0.0)]) {
                assert!((0.0..=1.0).contains(&rotated.at(row, column)));
            }
        }
    }
}
#[test]
fn odd_parameters_are_within_0_and_1() {
    let odd = [0.0, -1.0, 1e-320, 1e6, 1e17, 1e300, f64::MAX, f64::INFINITY, f64::NAN];
    for (a, b, c) in odd
        .into_iter()
        .flat_map(|a| odd.into_iter().flat_map(move |b| odd.into_iter().map(move |c| (a, b, c))))
    {
        let gaussian =
            OrientedGaussian { row: a, column: 3.0, sigma_row: b, sigma_column: c, orientation: a };
        let dots = ThreeDots { row: a, column: b, sigma: c };
        let grating = Grating { side: 8, frequency: a, phase: b, orientation: c };
        let bar = Bar { row: 3.0, column: a, width: b, length: c, orientation: a };
        let all: [&dyn Stimulus; 4] = [&gaussian, &dots, &grating, &bar];
        for (row, column) in [(0.0, 3.0), (a, b), (b, c)] {
            for (i, stimulus) in all.iter().enumerate() {
                let intensity = stimulus.at(row, column);
                assert!(
                    (0.0..=1.0).contains(&intensity),
                    "{i} of {a}, {b}, {c} at ({row}, {column}): {intensity}"
                );
            }
        }
    }
}
