use super::*;
use crate::{
    number::{Fixed16, Fixed32},
    sheet::Sheet,
    side::Const,
};

/// Three cells in a corner of a 3 × 3 sheet, a pool of reach 1 with σ such that the neighbours'
/// weight is half the middle's: in a row 1/4 1/2 1/4, at the border 2/3 1/3.
fn small<T: Pooled>() -> Sheet<T, 3> {
    let sigma = libm::sqrt(0.5 / core::f64::consts::LN_2);
    let usual = GainControlParams::gcal(1.0);
    let params =
        GainControlParams { gamma_o: 8.0, gamma_s: 0.5, k: 0.25, sigma, radius: 1.0, ..usual };
    let control = GainControl::<T, _>::new(Const::<3>, &params, &Params::gcal(3)).unwrap();
    let mut cells = Sheet::new();
    cells.0[0][0] = T::from_f64(0.5);
    cells.0[0][1] = T::from_f64(0.25);
    cells.0[2][2] = T::from_f64(0.125);
    let control = GainControlView::from(&control);
    control.apply(&mut (), &mut cells, &mut Sheet::filled(T::Wide::ZERO));
    cells
}

#[test]
fn by_hand() {
    // g = 1/2, c = 1/64. Rows: (2/3·½ + 1/3·¼, ¼·½ + ½·¼, 1/3·¼) = (5/12, 1/4, 1/12) above,
    // 2/3·⅛ below right; columns: 2/3 of them at the border
    let expected = [
        (0, 0, 0.25 / (1.0 / 64.0 + 5.0 / 18.0)),
        (0, 1, 0.125 / (1.0 / 64.0 + 1.0 / 6.0)),
        (2, 2, 0.0625 / (1.0 / 64.0 + 1.0 / 18.0)),
    ];
    let check = |cell: &dyn Fn(usize, usize) -> f64, tolerance: f64| {
        for (i, j, expected) in expected {
            assert!((cell(i, j) - expected).abs() < tolerance, "{i} {j} {}", cell(i, j));
        }
        assert_eq!(cell(1, 1), 0.0);
    };
    check(&|i, j| small::<f64>().0[i][j], 1e-14);
    check(&|i, j| small::<f32>().0[i][j].into(), 1e-6);
    check(&|i, j| Activity::to_f64(small::<Fixed32>().0[i][j]), 3e-6);
    check(&|i, j| Activity::to_f64(small::<Fixed16>().0[i][j]), 5e-5);
}

#[test]
fn contrast_matters_little() {
    let with = |scale| {
        let params = GainControlParams::gcal(scale);
        GainControl::<f64, _>::new(Const::<24>, &params, &Params::gcal(24))
    };
    let control = with(1.0).unwrap();
    let at = |contrast: f64| {
        let mut cells = Sheet::<f64, 24>::new();
        cells.fill_with(|i, j| if i == 12 { 0.3 * contrast } else { 0.0 * j as f64 });
        GainControlView::from(&control).apply(&mut (), &mut cells, &mut Sheet::filled(0.0));
        cells.0[12][12]
    };
    assert!(at(1.0) / at(0.1) < 1.5, "{} {}", at(1.0), at(0.1));
    assert!(with(-1.0).is_err());
}
