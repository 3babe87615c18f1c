use super::{super::testing::random_map, *};

#[test]
fn selectivity_is_a_ratio() {
    for shift in [0, 7, 14, 24] {
        let preference = Preference::of(0, 3 << shift, 4 << shift);
        assert_eq!(preference.orientation.degrees(), 45.0);
        assert!(preference.selectivity.abs_diff(49_151) <= 1, "{}", preference.selectivity);
    }
    assert_eq!(Preference::of(-5, 0, 5).selectivity, u16::MAX);
    assert!(!Preference::of(0, 0, 5).exists() && !Preference::of(0, 0, 0).exists());
    assert_eq!(Preference::of(1 << 30, 0, 1 << 30).selectivity, u16::MAX);
}

#[test]
fn hash_is_fnv_1a() {
    let unit = |a: [u8; 2], b| Preference {
        orientation: Orientation(u16::from_le_bytes(a)),
        selectivity: u16::from_le_bytes(b),
    };
    let map = OrientationMap::<Const<1>>([[unit(*b"fo", *b"ob")]]);
    // the published FNV-1a of "foobar"
    assert_eq!(fnv32(fnv32(map.hash(), b'a'), b'r'), 0xbf9c_f968);
}

#[test]
fn histogram_counts_what_exists() {
    let mut map = OrientationMap::<Const<4>>::new();
    assert_eq!(map.histogram::<4>(), [0; 4]);
    map.fill_with(|row, column| Preference {
        orientation: Orientation::step(row as u16, 4),
        selectivity: u16::from(column > 0) * 1000,
    });
    assert_eq!(map.histogram::<4>(), [3; 4]);
    assert_eq!(map.histogram::<2>(), [6, 6]);
    assert!(map.histogram::<0>().is_empty());
    assert_eq!(map.selectivity(), 750);
}

#[test]
fn similarity_has_its_three_values() {
    let map = random_map::<255>(1);
    assert_eq!(map.similarity(&map), 1);
    let mut orthogonal = map.clone();
    orthogonal.fill_with(|row, column| {
        let mut unit = map.0[row][column];
        unit.orientation.0 = unit.orientation.0.wrapping_add(1 << 15);
        unit
    });
    assert_eq!(map.similarity(&orthogonal), -1);
    // a mean of 65,025 numbers of standard deviation 1/√3
    let chance = map.similarity(&random_map(2)).to_num::<f64>();
    assert!(chance.abs() < 0.01, "{chance}");
    assert_eq!(map.similarity(&OrientationMap::new()), 0);
    let map = random_map::<32>(1);
    let chance = map.similarity(&random_map(2)).to_num::<f64>();
    let stages = [*random_map(2), *map.clone(), *map];
    let stability = stability(&stages).unwrap().to_num::<f64>();
    assert!((stability - (1.0 + chance) / 2.0).abs() < 1e-6, "{stability}");
    assert_eq!(super::stability(&stages[..1]), None);
}
