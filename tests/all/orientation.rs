//! A network whose units have known preferences, measured in every number format.

use crate::helpers::{on_large_stack, units};
use lissom::{
    Cortex, CortexState, Dynamics, Engine, Fixed16, Fixed32, Params, Sheet,
    input::OrientedGaussian,
    orientation::{
        Orientation, OrientationMap, Preference, Probe, Protocol, Spectrum, Topology, Tuning,
    },
    random::Pcg32,
    side::Const,
};

const SIDE: usize = 24;
const PARAMS: Params = Params { theta_lower: 0.55, theta_upper: 1.0, ..Params::notebook(SIDE) };
lissom::network!(mod map = super::PARAMS);

const PERIOD: f64 = 9.0;

/// The angle of a sum of waves of one length: a map with a period and pinwheels.
fn designed() -> OrientationMap<Const<SIDE>> {
    let mut random = Pcg32::new(4, 4);
    let mut uniform = || core::f64::consts::TAU * random.next_f64();
    let waves: Vec<_> = (0..40).map(|_| (libm::sincos(uniform()), uniform())).collect();
    let mut map = OrientationMap::new();
    map.fill_with(|row, column| {
        let (mut x, mut y) = (0.0, 0.0);
        for ((down, right), phase) in &waves {
            let place = row as f64 * down + column as f64 * right;
            let (sin, cos) = libm::sincos(core::f64::consts::TAU / PERIOD * place + phase);
            (x, y) = (x + cos, y + sin);
        }
        let orientation = Orientation::from_degrees(libm::atan2(y, x).to_degrees() / 2.0);
        Preference { orientation, selectivity: u16::MAX }
    });
    map
}

/// Afferent weights that are long Gaussians along the designed preferences, each field summing to
/// 1.
fn afferent_weights() -> Vec<f64> {
    let (design, field) = (designed(), map::AFFERENT.view());
    let mut packed = Vec::new();
    for (row, column) in units(SIDE) {
        let gaussian = OrientedGaussian {
            row: row as f64,
            column: column as f64,
            sigma_row: 0.9,
            sigma_column: 2.5,
            orientation: design.0[row][column].orientation.degrees(),
        };
        let first = packed.len();
        let span = field.span(row);
        for k in 0..usize::from(span.rows) {
            let (source, run) = (usize::from(span.first_row) + k, field.run(row, k, column));
            let cells = usize::from(run.start)..usize::from(run.start) + usize::from(run.len);
            packed.extend(cells.map(|cell| gaussian.intensity(source as f64, cell as f64)));
        }
        let sum: f64 = packed[first..].iter().sum();
        packed[first..].iter_mut().for_each(|weight| *weight /= sum);
    }
    packed
}

fn measured<W: Engine>(probe: Probe, steps: u16) -> OrientationMap<Const<SIDE>> {
    on_large_stack(|| measured_here::<W>(probe, steps))
}

fn measured_here<W: Engine>(probe: Probe, steps: u16) -> OrientationMap<Const<SIDE>> {
    let mut weights = Box::new(map::Weights::<W>::new());
    weights.fill().unwrap();
    weights.afferent[0].load(&map::AFFERENT, &afferent_weights()).unwrap();
    let dynamics = Dynamics::new(&Params { steps, ..PARAMS }).unwrap();
    let cortex = Cortex { dynamics, ..weights.lissom().unwrap().cortex };
    let (mut retina, mut state) = (Sheet::<W::Activity, SIDE>::new(), CortexState::new());
    let mut tuning = Tuning::new();
    for presentation in Protocol::new(probe, 12, 8).presentations() {
        presentation.draw(&mut retina);
        tuning.record(&presentation, cortex.settle(&mut (), [&retina], &mut state, &mut ()));
    }
    let mut map = OrientationMap::new();
    tuning.map(&mut map);
    map
}

#[test]
fn the_designed_map_is_measured() {
    let design = designed();
    let cases = [
        ("grating, η(0)", Probe::grating(6.0), 0, 0.9),
        ("grating, settled", Probe::grating(6.0), 9, 0.8),
        ("bar, η(0)", Probe::bar(3.0), 0, 0.75),
    ];
    for (name, probe, steps, least) in cases {
        let map = measured::<f32>(probe, steps);
        let similarity = map.similarity(&design).to_num::<f64>();
        let selectivity = f64::from(map.selectivity()) / 65_535.0;
        println!("{name}: similarity to the design {similarity:.3}, selectivity {selectivity:.2}");
        assert!(similarity > least, "{name}: {similarity}");
    }
}

/// The hash of the map measured in 16 bits, on every machine.
const BITS: u32 = 0x7dbd_32df;

#[test]
#[ignore = "ten seconds without optimisation"]
fn formats_measure_the_same_map() {
    let probe = Probe::grating(6.0);
    let exact = measured::<f64>(probe, 9);
    let check = |name, map: OrientationMap<Const<SIDE>>, least: f64| {
        let similarity = map.similarity(&exact).to_num::<f64>();
        println!("{name}: similarity to f64 {similarity:.6}, hash {:08x}", map.hash());
        assert!(similarity > least, "{name}: {similarity}");
        let pairs = map.units().iter().zip(exact.units());
        let worst = pairs.map(|(a, b)| a.selectivity.abs_diff(b.selectivity)).max().unwrap();
        println!("{name}: worst difference of selectivity {:.5}", f64::from(worst) / 65_535.0);
    };
    check("f32", measured::<f32>(probe, 9), 0.9999);
    check("32 bits", measured::<Fixed32>(probe, 9), 0.9999);
    let map = measured::<Fixed16>(probe, 9);
    let hash = map.hash();
    check("16 bits", map, 0.99);
    assert_eq!(hash, BITS, "the bits are those of every machine: {hash:08x}");
}

#[test]
fn the_designed_period_and_density_are_found() {
    let design = designed();
    let period = Spectrum::of(&design).period().unwrap();
    let density = design.pinwheel_density(period, Topology::Plane);
    let map = measured::<Fixed16>(Probe::grating(6.0), 9);
    assert_eq!(map.hash(), BITS, "{:08x}", map.hash());
    let measured_period = Spectrum::of(&map).period().unwrap();
    let measured_density = map.pinwheel_density(measured_period, Topology::Plane);
    println!(
        "design: period {period:.2}, density {density:.2}; measured in 16 bits: {measured_period:.2}, {measured_density:.2}"
    );
    assert!((period / PERIOD - 1.0).abs() < 0.15, "{period}");
    assert!((measured_period / period - 1.0).abs() < 0.15, "{measured_period}");
    assert!((1.5..5.0).contains(&density) && (1.5..5.0).contains(&measured_density));
}
