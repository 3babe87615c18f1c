//! Orientation maps: from any responses, and of any preferences. Pinwheels on a torus cancel,
//! ratios stay in their ranges, and whatever is computed from a map is finite.
//!
//! An input is a protocol, a side, and responses; then a second map, unit by unit.

use crate::{formats::check_activities, input::Input};
use lissom::{
    DynSheet, Fixed16, Fixed32,
    number::{Activity, Wide},
    orientation::{
        Orientation, OrientationMap, Preference, Probe, Protocol, Spectrum, Topology, Tuning,
        stability,
    },
    side::{Dyn, Side},
};

/// The largest side, and the most presentations.
const SIDE: usize = 12;
const PRESENTATIONS: usize = 16;

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let side = Dyn::new(1 + input.below(SIDE)).expect("a small side");
    let map = match input.below(3) {
        0 => measured::<Fixed16>(side, &mut input),
        1 => measured::<Fixed32>(side, &mut input),
        _ => measured::<f32>(side, &mut input),
    };
    let mut other = OrientationMap::with_side(side);
    other.fill_with(|_, _| Preference {
        orientation: Orientation(input.any()),
        selectivity: input.any(),
    });
    for map in [&map, &other] {
        check_map(map);
    }
    check_both(&map, &other);
    check_vectors(&mut input);
}

fn measured<A: Activity>(side: Dyn, input: &mut Input<'_>) -> OrientationMap<Dyn> {
    let size = input.number();
    let probe = if input.flag() { Probe::grating(size) } else { Probe::bar(size) };
    let [orientations, places] = [(); 2].map(|()| input.any::<u16>() % 300);
    let mut map = OrientationMap::with_side(side);
    let found = Protocol::build(probe, orientations, places);
    let allowed = (1..=64).contains(&orientations) && (1..=256).contains(&places);
    assert_eq!(found.is_ok(), allowed);
    let Ok(protocol) = found else { return map };
    let mut tuning = Tuning::<A, Dyn>::with_side(side);
    let mut sheet = DynSheet::<A>::with_side(side, A::ZERO);
    for presentation in protocol.presentations().take(PRESENTATIONS) {
        presentation.draw(&mut sheet);
        check_activities(sheet.units(), "probe");
        if input.flag() {
            sheet.fill_with(|_, _| A::ratio(input.any::<u8>().into(), 255));
        }
        tuning.record(&presentation, &sheet);
    }
    tuning.map(&mut map);
    map
}

fn check_map(map: &OrientationMap<Dyn>) {
    let side = map.side().get();
    let existing = map.units().iter().filter(|unit| unit.exists()).count();
    assert_eq!(map.histogram::<7>().iter().sum::<u32>() as usize, existing);
    assert!(map.histogram::<0>().is_empty());
    let torus: Vec<_> = map.pinwheels(Topology::Torus).collect();
    if existing == side * side {
        assert_eq!(torus.iter().map(|pinwheel| i32::from(pinwheel.sign)).sum::<i32>(), 0);
    }
    let inside = |place: u8| usize::from(place) + 1 < side;
    let within = torus.iter().filter(|pinwheel| inside(pinwheel.row) && inside(pinwheel.column));
    assert!(within.copied().eq(map.pinwheels(Topology::Plane)));
    let least = map.units().iter().map(|unit| unit.selectivity).min();
    let most = map.units().iter().map(|unit| unit.selectivity).max();
    assert!(least <= Some(map.selectivity()) && Some(map.selectivity()) <= most);
    assert_eq!(map.similarity(map).to_f64(), if existing == 0 { 0.0 } else { 1.0 });

    let spectrum = Spectrum::of(map);
    let rings = spectrum.rings();
    assert_eq!(rings.len(), side.saturating_sub(1));
    assert!(rings.is_sorted_by(|one, next| one[0] < next[0]), "{rings:?}");
    // Parseval: the sum over all frequencies is the number of units that count, times all units
    let most = (existing * side * side) as f64 * (1.0 + 1e-3);
    assert!(rings.iter().all(|[_, power]| (0.0..=most).contains(power)), "{rings:?}");
    if let Some(peak) = spectrum.peak() {
        let most = side as f64 / 2.0 + 0.25;
        assert!((1.0..=most).contains(&peak.k_max), "{peak:?}");
        assert!(peak.sigma > 0.0 && peak.error.is_finite() && peak.coefficients[0] > 0.0);
        let period = spectrum.period().expect("there is a peak");
        assert!((side as f64 / most - 1e-9..=side as f64).contains(&period), "{period}");
        for topology in [Topology::Plane, Topology::Torus] {
            let density = map.pinwheel_density(period, topology);
            assert!((0.0..=period * period).contains(&density), "{density}");
        }
    } else {
        assert_eq!(spectrum.period(), None);
    }
}

fn check_both(map: &OrientationMap<Dyn>, other: &OrientationMap<Dyn>) {
    let similarity = map.similarity(other);
    assert_eq!(similarity, other.similarity(map));
    assert!((-1.0..=1.0).contains(&similarity.to_f64()), "{similarity}");
    assert_eq!(stability(core::slice::from_ref(map)), None);
    assert_eq!(stability(&[map.clone(), other.clone()]), Some(similarity));
    assert!(map.hash() == other.hash() || map != other);
}

fn check_vectors(input: &mut Input<'_>) {
    const MOST: i32 = 1 << 30;
    let mut number = || input.any::<i32>().clamp(-MOST, MOST);
    let (x, y, total) = (number(), number(), number());
    let preference = Preference::of(x, y, total);
    let length = f64::from(x).hypot(f64::from(y));
    let ratio = (length / f64::from(total.max(1))).min(1.0) * 65_535.0;
    if total > 1 << 16 {
        let selectivity = f64::from(preference.selectivity);
        assert!((selectivity - ratio).abs() < 6.0, "({x}, {y}) of {total}: {selectivity} {ratio}");
    }
    if length > 1e6 {
        let exact = f64::from(y).atan2(f64::from(x)).to_degrees() / 2.0;
        let turn = (preference.orientation.degrees() - exact).rem_euclid(180.0);
        let steps = turn.min(180.0 - turn) / 180.0 * 65_536.0;
        assert!(steps <= 0.6, "({x}, {y}): {} {exact}", preference.orientation.degrees());
    }
    let degrees = input.number();
    let orientation = Orientation::from_degrees(degrees);
    assert!((0.0..180.0).contains(&orientation.degrees()));
    let step = Orientation::step(input.any(), input.any());
    assert_eq!(
        orientation.turn_from(step).wrapping_neg(),
        step.turn_from(orientation),
        "{orientation:?} {step:?}"
    );
}

/// Gratings, bars, and a map of two pinwheels.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let second = |side: usize| -> Vec<u8> {
        let unit = |index: usize| {
            let middle = (side as f64 - 1.0) / 2.0;
            let (row, column) = ((index / side) as f64 - middle, (index % side) as f64 - middle);
            let angle = row.atan2(column) / core::f64::consts::TAU * 65_536.0;
            [(angle as i32 as u16).to_le_bytes(), [0xff, 0x7f]].concat()
        };
        (0..side * side).flat_map(unit).collect()
    };
    let seed = |side: u8, format: u8, head: &[u8], flags: usize| {
        let head = [&[side - 1, format], head].concat();
        [head, vec![0; flags], second(side.into()), vec![1; 24]].concat()
    };
    vec![
        ("gratings", seed(12, 0, &[192, 5, 1, 12, 0, 4, 0], 16)),
        ("bars", seed(11, 1, &[192, 2, 0, 4, 0, 3, 0], 12)),
        ("wrong", seed(10, 2, &[5, 1, 65, 0, 4, 0], 0)),
    ]
}
