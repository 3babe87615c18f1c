use super::*;
use crate::sheet::Sheet;

const SIDE: usize = 60;
const PARAMS: NoisyDiscParams =
    NoisyDiscParams { radius: 12.0, edge: 2.0, beyond: 6.0, noise: 0.5, contrast: [1.0; 2] };

fn picture(params: &NoisyDiscParams, seed: u64) -> Sheet<f64, SIDE> {
    let mut retina = Sheet::new();
    NoisyDiscs::new(params, seed).unwrap().draw(&mut retina);
    retina
}

/// A disc's area, its edge's, and nothing else, where there is no noise.
#[test]
fn a_disc_has_its_area() {
    let params = NoisyDiscParams { noise: 0.0, beyond: 0.0, ..PARAMS };
    let expected = |radius: f64, edge: f64| {
        let rings = (0..400).map(|i| (f64::from(i) + 0.5) / 10.0);
        rings
            .map(|r| {
                let outside = (r - radius).max(0.0);
                let fall =
                    if edge > 0.0 { libm::exp(-0.5 * (outside / edge).powi(2)) } else { 0.0 };
                let height = if outside == 0.0 { 1.0 } else { fall };
                core::f64::consts::TAU * r * 0.1 * height
            })
            .sum::<f64>()
    };
    for (radius, edge) in [(12.0, 0.0), (12.0, 2.0), (5.0, 1.0)] {
        let params = NoisyDiscParams { radius, edge, ..params };
        // seeds whose disc lies on the retina as a whole
        let whole = (0..80).map(|seed| picture(&params, seed)).filter(|retina| {
            let border = |i: usize| {
                [retina.0[0][i], retina.0[SIDE - 1][i], retina.0[i][0], retina.0[i][SIDE - 1]]
            };
            (0..SIDE).all(|i| border(i).iter().all(|&cell| cell < 1e-3))
        });
        let areas: std::vec::Vec<f64> =
            whole.map(|retina| retina.units().iter().sum::<f64>()).collect();
        let mean = areas.iter().sum::<f64>() / areas.len() as f64;
        assert!(areas.len() > 5, "{} discs of {radius}", areas.len());
        let error = mean / expected(radius, edge) - 1.0;
        assert!(error.abs() < 0.01, "{radius} {edge}: {error}");
    }
}

/// Centres are uniform over the retina and beyond: a share of pictures shows no disc, and the
/// mean intensity is what place, disc and noise give.
#[test]
fn noise_and_places_have_their_means() {
    let far = NoisyDiscParams { beyond: 60.0, edge: 0.0, ..PARAMS };
    let (mut pictures, mut without) = (0, 0);
    let (mut sum, mut squares) = (0.0, 0.0);
    for seed in 0..500 {
        let retina = picture(&far, seed);
        let brightest = retina.units().iter().copied().fold(0.0, f64::max);
        // noise alone is below 1/3
        if brightest < 0.334 {
            without += 1;
            for &cell in retina.units() {
                sum += cell;
                squares += cell * cell;
            }
        }
        pictures += 1;
    }
    let cells = f64::from(without) * (SIDE * SIDE) as f64;
    let (mean, variance) = (sum / cells, squares / cells - (sum / cells).powi(2));
    // uniform from 0 to 1/3
    assert!((mean - 1.0 / 6.0).abs() < 1e-3, "{mean}");
    assert!((variance * 108.0 - 1.0).abs() < 0.02, "{variance}");
    // a disc of radius 12 shows where its centre is within 12 of the 60 × 60: of 180 × 180
    let shows = (60.0 * 60.0 + 4.0 * 60.0 * 12.0 + core::f64::consts::PI * 144.0) / 32_400.0;
    let share = f64::from(without) / f64::from(pictures);
    assert!((share - (1.0 - shows)).abs() < 0.06, "{share} {shows}");
}

#[test]
fn parameters_are_checked() {
    for (params, what) in [
        (NoisyDiscParams { radius: 0.4, ..PARAMS }, "radius"),
        (NoisyDiscParams { edge: 0.1, ..PARAMS }, "edge"),
        (NoisyDiscParams { beyond: -1.0, ..PARAMS }, "beyond"),
        (NoisyDiscParams { noise: f64::NAN, ..PARAMS }, "noise"),
        (NoisyDiscParams { contrast: [1.0, 0.5], ..PARAMS }, "contrast"),
    ] {
        let Error::OutOfRange { what: found, .. } = NoisyDiscs::new(&params, 1).unwrap_err() else {
            panic!("{what}");
        };
        assert_eq!(found, what);
    }
    let widest = NoisyDiscParams { radius: 255.0, edge: 255.0, beyond: 255.0, ..PARAMS };
    let shown = picture(&widest, 1);
    assert!(shown.units().iter().all(|cell| (0.0..=1.0).contains(cell)));
}
