use super::{upper_word, upper_word_of_halves};
use crate::{
    engine::Engine,
    number::{Activity, Fixed16, Fixed32, FixedWide, fixed_wide},
};

#[test]
fn slopes_round_to_the_nearest() {
    for (lower, upper) in
        [(0.083, 0.633), (0.0, 1.0), (4.0, 9.0), (-100.0, 100.0), (0.1, 0.100_001)]
    {
        let (low, high) = (fixed_wide(lower), fixed_wide(upper));
        let slope = Fixed16::slope(low, high).unwrap();
        let length = f64::from(high.to_bits()) - f64::from(low.to_bits());
        for i in 0..1000 {
            let above = (length * f64::from(i) / 1000.0) as u32;
            let exact = f64::from(above) / length * 32_768.0;
            let s = FixedWide::from_bits(low.to_bits().wrapping_add(above as i32));
            let ours = f64::from(Fixed16::on_slope(slope, low, s).to_bits());
            assert!((ours - exact).abs() <= 0.5 + 1e-4 || ours == 32_767.0, "{lower} {upper} {i}");
        }
    }
    assert!(Fixed16::slope(fixed_wide(0.5), fixed_wide(0.5)).is_none());
    assert!(f64::slope(0.6, 0.5).is_none() && f64::slope(f64::NAN, 0.5).is_none());
}

#[test]
fn halves_make_the_upper_word() {
    let mut random = 1_u32;
    for _ in 0..10_000 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        for (a, b) in [(random, !random), (random, 1 << 31), (random >> 16, random)] {
            assert_eq!(upper_word_of_halves(a, b, 0), upper_word(a, b, 0), "{a} · {b}");
        }
    }
    assert_eq!(upper_word_of_halves(u32::MAX, u32::MAX, 1), u32::MAX);
}

#[test]
fn many_are_as_each() {
    fn check<T: Engine<Activity = T> + Activity<Wide = FixedWide>>(
        [lower, upper]: [FixedWide; 2],
        s: &[FixedWide],
    ) {
        let sigmoid = crate::PiecewiseSigmoid::<T>::between(lower, upper).unwrap();
        let mut all = std::vec![T::ONE; s.len()];
        sigmoid.apply_all::<T>(s, &mut all);
        assert!(all.iter().zip(s).all(|(&one, &s)| one == sigmoid.apply(s)));
    }
    for (lower, upper) in [(0.083, 0.633), (-100.0, 100.0), (0.1, 0.100_001), (-128.0, 127.9)] {
        let ends = [fixed_wide(lower), fixed_wide(upper)];
        let steps = [i32::MIN, -1_000_000, -2, -1, 0, 1, 2, 1000, 1_000_000, i32::MAX];
        let around = ends.map(|end| steps.map(|step| end.to_bits().saturating_add(step)));
        let s: std::vec::Vec<_> =
            around.as_flattened().iter().map(|&bits| FixedWide::from_bits(bits)).collect();
        check::<Fixed16>(ends, &s);
        check::<Fixed32>(ends, &s);
    }
}
