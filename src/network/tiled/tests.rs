//! A tiled network against one that is not, and learning against a plain loop.

use super::*;
use crate::{
    Cortex, CortexState, DynSheet, Engine, Error, Excitation, Fixed8, Fixed16, Join, Params, Sheet,
    geometry::{OwnedField, Placement},
    input::{GaussianParams, Gaussians, ManyGaussians, OrientedGaussian, Stream},
    learning::{Homeostasis, HomeostasisParams, Learn, Phase, Progress, Rate, TrainingParams},
    model::{GainControlParams, LgnState},
    network::tiled::tiling::look,
    number::{Activity, Weight},
    side::{Dyn, Side},
    weights::{OwnedProjection, Pool, Projection, ProjectionMut},
};
use std::{vec, vec::Vec};

const PERIOD: usize = 8;

fn params(side: usize) -> Params {
    Params::gcal(PERIOD).extended(side)
}

fn network<W: Engine>(side: usize, tiling: Tiling) -> TiledNetwork<W> {
    let gain = GainControlParams::gcal(params(side).r_a / 6.5);
    TiledNetwork::new(&params(side), tiling).unwrap().with_gain_control(&gain).unwrap()
}

/// The row or column of a tile's unit that a unit of V1 is a copy of.
fn of_tile([row, column]: [usize; 2], tiling: Tiling) -> [usize; 2] {
    let shifted = tiling.lattice == Lattice::Hexagonal && row / tiling.period % 2 == 1;
    let half = if shifted { tiling.period / 2 } else { 0 };
    [row % tiling.period, (column + half) % tiling.period]
}

/// The weights of a field on a whole sheet: of each connection those of the tile's unit.
fn spread<W: Weight>(
    field: &OwnedField,
    tile: Projection<'_, W, Dyn, Dyn>,
    tiling: Tiling,
) -> Vec<W> {
    let (field, mut all) = (field.view(), Vec::new());
    let side = field.output().get();
    let own = tile.field();
    for [row, column] in (0..side * side).map(|unit| [unit / side, unit % side]) {
        let [i, j] = of_tile([row, column], tiling);
        // the tile's connections by distance
        let mut weights = vec![];
        let mut next = own.first_weight(i, j);
        for k in 0..usize::from(own.span(i).rows) {
            let run = own.run(i, k, j);
            let down = usize::from(own.span(i).first_row) as f64 + k as f64 - own.centre(i);
            for x in run.columns() {
                weights.push(([down, x as f64 - own.centre(j)], tile.packed()[next]));
                next += 1;
            }
        }
        for k in 0..usize::from(field.span(row).rows) {
            let down = usize::from(field.span(row).first_row) as f64 + k as f64 - field.centre(row);
            for x in field.run(row, k, column).columns() {
                let place = [down, x as f64 - field.centre(column)];
                let found = weights.iter().find(|(at, _)| *at == place);
                all.push(found.expect("a tile's disc is whole").1);
            }
        }
    }
    all
}

/// The same V1 without tiles.
fn untiled<W: Engine>(
    network: &TiledNetwork<W>,
    lgn: &LgnState<W::Activity, Dyn>,
) -> Vec<W::Activity> {
    let (params, tiling) = (network.params(), network.tiling());
    let [input, side] = [params.lgn, params.cortex].map(|side| Dyn::new(side).unwrap());
    let afferent = OwnedField::placed(params.placement, input, side, params.r_a).unwrap();
    let inhibitory = OwnedField::placed(Placement::Corners, side, side, params.r_i).unwrap();
    let [on, off] = network.afferent().each_ref().map(OwnedProjection::view);
    let mut packed = [
        spread(&afferent, on, tiling),
        spread(&afferent, off, tiling),
        spread(&inhibitory, network.inhibitory().view(), tiling),
    ];
    let mut exponents = [on.exponent(), off.exponent(), network.inhibitory().view().exponent()];
    let [a, b, c] = packed.each_mut();
    let [d, e, f] = exponents.each_mut();
    let on = ProjectionMut::new(afferent.view(), a, d).unwrap();
    let off = ProjectionMut::new(afferent.view(), b, e).unwrap();
    let beside = ProjectionMut::new(inhibitory.view(), c, f).unwrap();
    let pool = Pool::new(side, params.sigma_e, params.r_e).unwrap();
    let cortex: Cortex<'_, W, _, _, crate::side::Const<2>> = Cortex {
        dynamics: crate::Dynamics::new(params).unwrap(),
        thresholds: None,
        afferent: [on.view(), off.view()],
        excitatory: Excitation::Shared(&pool),
        inhibitory: beside.view(),
    };
    let mut state = CortexState::with_side(side);
    let v1 = cortex.settle(&mut (), [&lgn.on, &lgn.off], &mut state, &mut ());
    v1.units().to_vec()
}

fn picture<A: Activity>(retina: &mut DynSheet<A>) {
    ManyGaussians { gaussians: gaussians(), times: 6 }.draw(retina);
}

fn gaussians() -> Gaussians {
    let pictures = TrainingParams::gcal(&Params::gcal(PERIOD)).pictures;
    let (sigma_across, sigma_along) = (0.7, 2.5);
    Gaussians::new(&GaussianParams { sigma_across, sigma_along, count: 4, ..pictures }, 3).unwrap()
}

fn equals_untiled<W: Engine>() {
    for (side, tiling) in [
        (PERIOD, Tiling::square(PERIOD)),
        (4 * PERIOD, Tiling::square(PERIOD)),
        (3 * PERIOD, Tiling::hexagonal(PERIOD)),
        (21, Tiling::square(PERIOD)),
        (21, Tiling::hexagonal(PERIOD)),
    ] {
        let network = network::<W>(side, Tiling { border: Border::Silent, ..tiling });
        let (mut retina, mut state) = (network.retina(), network.state());
        picture(&mut retina);
        network.settle(&mut (), &retina, &mut state, &mut ()).unwrap();
        let active = state.v1.units().iter().filter(|eta| **eta > <W::Activity as Activity>::ZERO);
        assert!(active.count() > side * side / 10, "{side}");
        assert!(state.v1.units() == untiled(&network, &state.lgn), "{} {side} {tiling:?}", W::NAME);
    }
}

#[test]
fn every_unit_answers_as_without_tiles() {
    equals_untiled::<Fixed16>();
    equals_untiled::<Fixed8>();
    equals_untiled::<f32>();
    equals_untiled::<f64>();
}

#[test]
fn a_picture_shifted_by_a_period_shifts_the_answer() {
    let network = network::<Fixed16>(6 * PERIOD, Tiling::square(PERIOD));
    let settled = |[row, column]: [f64; 2]| {
        let (mut retina, mut state) = (network.retina(), network.state());
        retina.draw(&OrientedGaussian::round(row, column, 1.2));
        network.settle(&mut (), &retina, &mut state, &mut ()).unwrap().clone()
    };
    let [first, shifted] = [[25.0, 26.0], [33.0, 34.0]].map(settled);
    assert!(first.units().iter().any(|&unit| unit > 0));
    let side = 6 * PERIOD;
    for (row, column) in (0..side * side).map(|unit| (unit / side, unit % side)) {
        let inside = row >= PERIOD && column >= PERIOD;
        let before = if inside { first.unit(row - PERIOD, column - PERIOD) } else { Fixed16::ZERO };
        assert_eq!(shifted.unit(row, column), before, "({row}, {column})");
    }
}

#[test]
fn windows_by_hand() {
    let mut sheet = Sheet::<Fixed16, 3>::new();
    sheet.fill_with(|row, column| Fixed16::from_bits((3 * row + column + 1) as i16));
    let window = |origin, border| {
        let mut window = Sheet::<Fixed16, 5>::filled(Fixed16::ONE);
        look(&sheet, origin, border, &mut window);
        window.0.map(|row| row.map(Fixed16::to_bits))
    };
    let silent = [[0; 5], [0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 7, 8, 9, 0], [0; 5]];
    assert_eq!(window([-1, -1], Border::Silent), silent);
    let mirrored =
        [[1, 1, 2, 3, 3], [1, 1, 2, 3, 3], [4, 4, 5, 6, 6], [7, 7, 8, 9, 9], [7, 7, 8, 9, 9]];
    assert_eq!(window([-1, -1], Border::Mirrored), mirrored);
    let beyond = [[9, 9, 8, 7, 0], [9, 9, 8, 7, 0], [6, 6, 5, 4, 0], [3, 3, 2, 1, 0], [0; 5]];
    assert_eq!(window([2, 2], Border::Mirrored), beyond);
    assert_eq!(window([3, -9], Border::Silent), [[0; 5]; 5]);
}

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
    assert_eq!(there.v1.units(), state.v1.units());
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
                let eta = at(&state.v1, unit[0], unit[1]);
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
                    at(&state.v1, mirror(row), mirror(column))
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

#[test]
fn wrong_parameters_are_errors() {
    let refused = |params: &Params, tiling| match TiledNetwork::<Fixed16>::new(params, tiling) {
        Err(Error::OutOfRange { what, .. }) => what,
        other => panic!("{:?}", other.map(|_| ())),
    };
    let good = params(24);
    for period in [0, 25, 256] {
        assert_eq!(refused(&good, Tiling::square(period)), "period");
    }
    assert_eq!(refused(&good, Tiling::hexagonal(7)), "period");
    assert_eq!(refused(&Params::gcal(24), Tiling::square(8)), "placement");
    let cut = Params { placement: Placement::Cells { margin: 0 }, lgn: 24, ..good };
    assert_eq!(refused(&Params { retina: 30, ..cut }, Tiling::square(8)), "margin");
    assert_eq!(refused(&Params { r_i: 200.0, ..good }, Tiling::square(8)), "r_i");
    assert_eq!(refused(&Params { sigma_a: 0.0, ..good }, Tiling::square(8)), "sigma_a");
    let half = Params { lgn: 12 + 2 * 2, retina: 22, ..good };
    let tiles = |period| TiledNetwork::<f32>::new(&half, Tiling::square(period));
    assert_eq!(tiles(3).err().map(|_| ()), Some(()), "three units have no whole number of cells");
    assert!(tiles(4).is_ok());

    let (small, large) =
        (network::<Fixed16>(16, Tiling::square(8)), network::<Fixed16>(24, Tiling::square(8)));
    let mut state = small.state();
    let wrong = large.settle(&mut (), &large.retina(), &mut state, &mut ());
    assert!(matches!(wrong, Err(Error::Side { .. })));
}
