use super::*;
use crate::number::Wide;

/// The bound at the top of this file, met with equality where 2¹⁶ allows it.
#[test]
fn the_worst_sum_fits() {
    let mut largest = 0;
    for connections in [3, 16, 293, 1000, 60_000] {
        let each = 1.0 / f64::from(connections);
        let extremes = Extremes { peak: each, total: 1.0, mixed: 0 };
        let exponent = Fixed8::exponent(extremes).unwrap();
        let weights: std::vec::Vec<_> = (0..connections)
            .map(|k| Fixed8::quantise(f64::from(k) * each, each, exponent))
            .collect();
        let total: i32 = weights.iter().map(|w| i32::from(w.to_bits())).sum();
        assert_eq!(total, 1 << (15 + exponent), "{connections} connections");
        assert!(weights.iter().all(|w| (0..=127).contains(&w.to_bits())));
        let sum = |activity| Fixed8::dot(0, &weights, &std::vec![activity; weights.len()]);
        assert_eq!(i64::from(sum(Fixed16::MAX)), i64::from(total) * 32_767);
        assert_eq!(sum(Fixed16::MIN), (i64::from(total) * -32_768) as i32);
        largest = largest.max(total);
    }
    assert_eq!(largest, 1 << 16, "the bound itself was not reached");
}

#[test]
fn the_largest_weight_takes_all_bits() {
    let exponent = |peak| Fixed8::exponent(Extremes { peak, total: 1.0, mixed: 0 });
    // 126 steps of 2⁻¹⁵⁻ᵉ: prefixes may lift a weight to 127
    assert_eq!(exponent(126.0 / 32_768.0), Some(0));
    assert_eq!(exponent(126.1 / 32_768.0), Some(-1));
    assert_eq!((exponent(1.0), exponent(1e-9), exponent(70.0)), (Some(-9), Some(1), None));
    assert_eq!(Fixed8::quantise(0.0, 1.0, -9).to_bits(), 64);
    assert_eq!(Fixed8::from_bits(64).value(-9), 1.0);
    for bits in [-128, -3, 0, 5, 127].map(Fixed8::from_bits) {
        assert_eq!(<Fixed8 as Weight>::from_bits(Weight::to_bits(bits)), bits);
        let wide = Wide::to_f64(bits.widen());
        assert_eq!(wide, bits.value(0));
    }
}
