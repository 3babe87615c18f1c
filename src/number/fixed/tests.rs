use super::*;

/// The bound at the top of this file, met with equality: no larger sum exists.
#[test]
fn the_worst_sum_fits() {
    for connections in [3, 16, 293, 60_000] {
        let exponent =
            Fixed16::exponent(Extremes { peak: 1.0 / connections as f64, total: 1.0, mixed: 0 });
        let exponent = exponent.unwrap();
        let mut weights = std::vec::Vec::new();
        let mut before = 0.0;
        for _ in 0..connections {
            weights.push(Fixed16::quantise(before, 1.0 / connections as f64, exponent));
            before += 1.0 / connections as f64;
        }
        let total: i64 = weights.iter().map(|w| i64::from(w.to_bits())).sum();
        assert_eq!(total, 1 << (15 + exponent), "{connections} connections");
        let ones = std::vec![Fixed16::ONE; connections];
        let sum = Fixed16::dot(0, &weights, &ones);
        assert_eq!(i64::from(sum), total * 32_767);
        assert_eq!(
            Fixed16::dot(0, &weights, &std::vec![Fixed16::MIN; connections]),
            (-total << 15) as i32
        );
    }
    // weights from elsewhere whose sum is a little above 1 go down an exponent in 32 bits
    let above = Extremes { peak: 0.1, total: 1.000_001, mixed: 0 };
    assert_eq!((Fixed16::exponent(above), Fixed32::exponent(above)), (Some(1), Some(0)));
    // two connections of 1/2 do not fit at exponent 1, one of 1 not at 0
    assert_eq!(Fixed16::exponent(Extremes { peak: 0.5, total: 1.0, mixed: 0 }), Some(0));
    assert_eq!(Fixed16::exponent(Extremes { peak: 1.0, total: 1.0, mixed: 0 }), Some(-1));
    assert_eq!(Fixed16::exponent(Extremes { peak: 1.0, total: 1e9, mixed: 0 }), None);
}

#[test]
fn extremes_saturate() {
    assert_eq!(Fixed16::from_f64(2.0), Fixed16::ONE);
    assert_eq!(Fixed32::from_f64(1.0), Fixed32::ONE);
    assert_eq!(Fixed16::from_f64(f64::NAN), Fixed16::ZERO);
    assert_eq!(Fixed32::from_f64(f64::NEG_INFINITY), Fixed32::MIN);
    assert_eq!(Fixed16::ONE.saturating_add(Fixed16::ONE), Fixed16::ONE);
    assert_eq!(Fixed16::response(FixedWide::MAX, i32::MAX, -14).to_bits(), MAX_RESPONSE);
    assert_eq!(Fixed16::response(FixedWide::MAX, i32::MIN, -14).to_bits(), -MAX_RESPONSE);
    assert_eq!(
        [Fixed16::ONE.level(), 0.5_f32.level(), Fixed32::from_f64(-0.5).level()],
        [255, 128, 0]
    );
    assert_eq!(Fixed16::ratio(1, 3).to_bits(), 10_923);
    assert_eq!(Fixed16::ratio(7, 7), Fixed16::ONE);
    assert_eq!([0, 7].map(|numerator| Fixed16::ratio(numerator, 0)), [Fixed16::ONE; 2]);
    assert_eq!([0, 7].map(|numerator| f32::ratio(numerator, 0)), [1.0; 2]);
}

#[test]
fn q24_and_bits_come_back() {
    fn check<T: Activity + Weight>(coarsest: i32) {
        for steps in (0..1 << 24).step_by(4099) {
            let number = T::from_q24(steps);
            assert!((number.to_q24() - steps).abs() <= coarsest, "{} {steps}", T::NAME);
            assert_eq!(<T as Activity>::from_bits(Activity::to_bits(number)), number);
        }
        assert_eq!([T::from_q24(-1), T::from_q24(i32::MAX)], [<T as Activity>::ZERO, T::ONE]);
        assert_eq!(T::from_f64(-0.5).to_q24(), 0);
    }
    check::<f32>(0);
    check::<f64>(0);
    check::<Fixed32>(0);
    check::<Fixed16>(512); // the largest number is a whole step of 2⁻¹⁵ below 1
    assert_eq!(f32::NAN.to_q24(), 0);
    assert_eq!((f64::INFINITY.to_q24(), Fixed32::ONE.to_q24()), (1 << 24, 1 << 24));
}
