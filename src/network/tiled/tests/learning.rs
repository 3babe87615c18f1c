//! Learning: any split, constant and dynamic sides, and a plain loop.

use super::*;

/// Splits in turn, on one core.
struct Halves;

impl Join for Halves {
    type Half = Self;

    fn join(
        &mut self,
        first: impl FnOnce(&mut Self) + Send,
        second: impl FnOnce(&mut Self) + Send,
    ) {
        second(&mut Self);
        first(&mut Self);
    }
}

fn training<W: Learn>(side: usize, tiling: Tiling, rate: f64) -> TiledTraining<W> {
    let mut course = TrainingParams::gcal(&Params::gcal(PERIOD));
    course.phases[0].rate_a = Rate::Field(rate);
    let homeostasis = course.homeostasis.as_ref();
    TiledTraining::new(network(side, tiling), &course.phases, homeostasis, 1).unwrap()
}

fn train<W: Learn>(
    training: &mut TiledTraining<W>,
    join: &mut impl Join,
) -> TiledState<W::Activity, DynSides> {
    let (mut retina, mut state) = (training.network().retina(), training.network().state());
    let mut pictures = ManyGaussians { gaussians: gaussians(), times: 4 };
    for _ in 0..5 {
        training.present(join, &mut pictures, &mut retina, &mut state, &mut ()).unwrap();
    }
    state
}

#[test]
fn any_split_gives_the_same_bits() {
    let [mut one, mut two] =
        [(); 2].map(|()| training::<Fixed16>(21, Tiling::hexagonal(PERIOD), 0.5));
    train(&mut one, &mut ());
    train(&mut two, &mut Halves);
    assert_eq!(one.progress(), two.progress());
    assert_eq!(one.network().afferent(), two.network().afferent());
    assert_eq!(one.network().inhibitory(), two.network().inhibitory());
}

crate::tiled_network!(mod map = Params::gcal(8).extended(20), tiled Tiling::hexagonal(8));

fn constant_equals_dynamic<W: Learn + crate::network::Frozen>() {
    let mut course = TrainingParams::gcal(&Params::gcal(PERIOD));
    course.phases[0].rate_a = Rate::Field(0.5);
    let mut weights = std::boxed::Box::new(map::Weights::<W>::new());
    weights.fill().unwrap();
    assert_eq!(*weights, map::Weights::frozen());
    let schedule = Phase::all(&course.phases).unwrap();
    let mut progress = Progress::new(1);
    let pool = map::Excitation::new(crate::side::Const, map::PARAMS.sigma_e, map::PARAMS.r_e);
    let (pool, side) = (pool.unwrap(), crate::side::Const);
    let gain = GainControlParams::gcal(map::PARAMS.r_a / 6.5);
    let gain = map::GainControl::new(side, &gain, &map::PARAMS).unwrap();
    let homeostasis = Homeostasis::new(&HomeostasisParams::GCAL).unwrap();
    let mut thresholds = map::Thresholds::new();
    thresholds.reset(&homeostasis);
    let mut trainer = weights.trainer(&pool, &schedule, &mut progress).unwrap();
    trainer.lgn = trainer.lgn.with_gain_control(&gain);
    trainer.homeostasis = Some((homeostasis, &mut thresholds));
    let mut pictures = ManyGaussians { gaussians: gaussians(), times: 4 };
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    for _ in 0..5 {
        trainer.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ());
    }

    let mut dynamic = training::<W>(20, map::TILING, 0.5);
    let there = train(&mut dynamic, &mut ());
    assert_eq!(there.v1().units(), state.v1().units());
    assert_eq!(dynamic.progress(), &progress);
    assert_eq!(dynamic.thresholds().unwrap().theta().units(), thresholds.theta().units());
    assert_eq!(dynamic.thresholds().unwrap().average().units(), thresholds.average().units());
    for (own, other) in dynamic.network().afferent().iter().zip(&weights.afferent) {
        assert_eq!((own.view().packed(), own.exponent()), (other.packed(), other.exponent()));
    }
    let inhibitory = dynamic.network().inhibitory().view();
    assert_eq!(inhibitory.packed(), weights.inhibitory.packed());
    assert_ne!(*weights, map::Weights::frozen(), "the weights have learned");
    let bytes: Vec<u8> = weights.bytes().collect();
    assert_eq!(*weights, map::Weights::of_bytes(&bytes));
}

#[test]
fn sides_of_both_kinds_learn_the_same() {
    constant_equals_dynamic::<Fixed16>();
    constant_equals_dynamic::<Fixed8>();
}

/// One unit's weights after the rule, in a plain loop: (w + αxη)/Σ.
fn adapt(weights: &mut [f64], cells: &[f64], alpha: f64, eta: f64) {
    for (weight, cell) in weights.iter_mut().zip(cells) {
        *weight += alpha * cell * eta;
    }
    let sum: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= sum);
}

/// What unit (i, j) of a tile that begins at an origin sees through a projection.
fn seen(
    projection: &OwnedProjection<f64>,
    [i, j]: [usize; 2],
    origin: [isize; 2],
    cell: impl Fn(isize, isize) -> f64,
) -> Vec<f64> {
    let (field, mut cells) = (projection.view().field(), vec![]);
    for k in 0..usize::from(field.span(i).rows) {
        let row = origin[0] + usize::from(field.span(i).first_row) as isize + k as isize;
        let columns = field.run(i, k, j).columns();
        cells.extend(columns.map(|column| cell(row, origin[1] + column as isize)));
    }
    cells
}

/// A presentation's learning, unit by unit and copy by copy, is what the documentation says.
#[test]
fn learns_copy_after_copy() {
    for (side, tiling) in [(24, Tiling::square(PERIOD)), (21, Tiling::hexagonal(PERIOD))] {
        let mut training = training::<f64>(side, tiling, 0.5);
        let before = training.network().clone();
        let (mut retina, mut state) = (before.retina(), before.state());
        let mut pictures = ManyGaussians { gaussians: gaussians(), times: 4 };
        training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ()).unwrap();

        let at = |sheet: &DynSheet<f64>, row: isize, column: isize| {
            let size = sheet.side().get() as isize;
            let inside = (0..size).contains(&row) && (0..size).contains(&column);
            if inside { sheet.unit(row as usize, column as usize) } else { 0.0 }
        };
        let mirror = |index: isize| match index {
            index if index < 0 => -1 - index,
            index if index >= side as isize => 2 * side as isize - 1 - index,
            index => index,
        };
        let reach = [(before.params().r_a as isize), (before.params().r_i as isize)];
        let (mut active, thresholds) = (0, training.thresholds().unwrap());
        for (i, j) in (0..PERIOD * PERIOD).map(|unit| (unit / PERIOD, unit % PERIOD)) {
            let own = |projection: &OwnedProjection<f64>| -> Vec<f64> {
                let view = projection.view();
                let first = view.field().first_weight(i, j);
                view.packed()[first..first + view.field().taps(i, j)].to_vec()
            };
            let [on, off] = before.afferent().each_ref().map(own);
            let (mut beside, taps) = (own(before.inhibitory()), on.len());
            let mut afferent = [on, off].concat();
            let (mut theta, mut average) = (0.15, 0.024);
            for tile in 0..16 {
                let (down, across) = (tile / 4, tile % 4);
                let shift = tiling.lattice == Lattice::Hexagonal && down % 2 == 1;
                let left = (across * PERIOD) as isize - if shift { PERIOD as isize / 2 } else { 0 };
                let top = (down * PERIOD) as isize;
                let unit = [top + i as isize, left + j as isize];
                if unit.iter().any(|place| !(0..side as isize).contains(place)) {
                    continue;
                }
                let eta = at(state.v1(), unit[0], unit[1]);
                average += 0.009 * (eta - average);
                theta += 0.01 * (average - 0.024);
                if eta == 0.0 {
                    continue;
                }
                active += 1;
                let windows = reach.map(|reach| [top - reach, left - reach]);
                // the LGN's margin is r_A: its cell (0, 0) is where the first window begins
                let on_lgn = windows[0].map(|first| first + reach[0]);
                let cells = [&state.lgn.on, &state.lgn.off].map(|sheet| {
                    seen(&before.afferent()[0], [i, j], on_lgn, |row, column| {
                        at(sheet, row, column)
                    })
                });
                let alpha = 0.5 / (2 * taps) as f64;
                adapt(&mut afferent, &cells.concat(), alpha, eta);
                let units = seen(before.inhibitory(), [i, j], windows[1], |row, column| {
                    at(state.v1(), mirror(row), mirror(column))
                });
                let alpha = 0.3 / beside.len() as f64;
                adapt(&mut beside, &units, alpha, eta);
            }
            let network = training.network();
            let [on, off] = network.afferent().each_ref();
            for (projection, expected) in [
                (on, &afferent[..taps]),
                (off, &afferent[taps..]),
                (network.inhibitory(), &beside[..]),
            ] {
                let view = projection.view();
                let first = view.field().first_weight(i, j);
                for (own, expected) in view.packed()[first..].iter().zip(expected) {
                    assert!((own - expected).abs() < 1e-14, "({i}, {j}): {own} {expected}");
                }
            }
            assert!((thresholds.theta().unit(i, j) - theta).abs() < 1e-14);
            assert!((thresholds.average().unit(i, j) - average).abs() < 1e-14);
        }
        assert!(active > 40, "{active}");
    }
}
