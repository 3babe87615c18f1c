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

mod learning;

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
        let active =
            state.v1().units().iter().filter(|eta| **eta > <W::Activity as Activity>::ZERO);
        assert!(active.count() > side * side / 10, "{side}");
        assert!(
            state.v1().units() == untiled(&network, &state.lgn),
            "{} {side} {tiling:?}",
            W::NAME
        );
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
