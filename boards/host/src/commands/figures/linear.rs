//! *Linear modules*: weights by themselves, and the piecewise sigmoid.

use super::{Drawing, Figures};
use crate::plot::{Axis, Chart, Line, Panel};
use lissom::{
    Fixed16, InitialWeights, PiecewiseSigmoid,
    number::{Activity, Wide},
};
use lissom_experiment::error::Error;

pub(super) const FIGURES: [Drawing; 3] =
    [("GaussianLinear", gaussian), ("DoG 20 to 5", dog), ("PiecewiseSigmoid", sigmoid)];

const THETA: [f64; 2] = [4.0, 9.0];

fn gaussian(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::gaussian(5.0);
    let title = "Gaussian 25 to 5, sigma 5";
    figures.weights("linear-gaussian", title, (25, f64::INFINITY), initial, false)
}

fn dog(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::difference(1.0, 2.0);
    let title = "DoG 20 to 5, radius 5, sigma 1 and 2";
    figures.weights("linear-difference-of-gaussians", title, (20, 5.0), initial, true)
}

/// From 0 to 10.
fn inputs() -> impl Iterator<Item = f64> {
    (0..=40).map(|quarter| f64::from(quarter) / 4.0)
}

/// σ of the inputs.
fn curve<A: Activity>() -> Result<Vec<f64>, Error> {
    let sigmoid = PiecewiseSigmoid::<A>::new(THETA[0], THETA[1])?;
    Ok(inputs().map(|s| sigmoid.apply(A::Wide::from_f64(s)).to_f64()).collect())
}

fn sigmoid(figures: &mut Figures) -> Result<(), Error> {
    let (ours, exact) = (curve::<Fixed16>()?, curve::<f64>()?);
    let axis = |label: &str, most: f64, ticks: &[f64]| Axis {
        label: label.to_owned(),
        range: (0.0, most),
        ticks: ticks.to_vec(),
        log: false,
    };
    let title = "PiecewiseSigmoid, thresholds 4 and 9".to_owned();
    let apart = |(a, b): (&f64, &f64)| (a - b).abs();
    let most = ours.iter().zip(&exact).map(apart).fold(0.0, f64::max);
    // one line would hide the other
    let points = inputs().zip(ours.iter().copied()).collect();
    let lines = vec![Line { name: "fixed16".to_owned(), points, ..Line::default() }];
    let chart = Chart {
        title: title.clone(),
        x: axis("response", 10.0, &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
        y: axis("activity", 1.0, &[0.0, 0.25, 0.5, 0.75, 1.0]),
        panels: vec![Panel {
            title: format!("at most {most:.1e} from f64"),
            lines,
            ..Panel::default()
        }],
    };
    let name = "linear-piecewise-sigmoid";
    chart.add_to(&mut figures.files, name)?;
    figures.names.push((name.to_owned(), title.clone()));
    figures.compare(&title, &ours, &exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_piecewise_linear() {
        let formula = |s: f64| ((s - 4.0) / 5.0).clamp(0.0, 1.0);
        for (curve, limit) in [(curve::<f64>(), 1e-15), (curve::<Fixed16>(), 4e-5)] {
            let curve = curve.unwrap();
            assert_eq!((curve.len(), curve[0]), (41, 0.0));
            for (s, found) in inputs().zip(curve) {
                assert!((found - formula(s)).abs() <= limit, "{s}: {found}");
            }
        }
    }
}
