use super::{
    super::section::tests::{bytes, is_refused},
    *,
};
use crate::{Fixed8, Fixed16, Fixed32, Weights, field};

type One = field!(2, 1, 9.0);
const FIELD: One = One::new(9.0);

fn check<W: Weight>(packed: [W; 4], exponent: i8, whole: &[u8]) {
    let mut weights = Weights { packed, exponent };
    assert_eq!(bytes(&weights.on_mut(&FIELD)), whole);
    for chunk in 1..=whole.len() {
        let (mut other, mut seen) = (Weights::<W, 4>::new(), Seen::default());
        let mut section = other.on_mut(&FIELD);
        for (i, piece) in whole.chunks(chunk).enumerate() {
            assert!(section.accepts(i * chunk, piece, &mut seen), "{} {i}", W::NAME);
            section.copy_in(i * chunk, piece);
        }
        assert_eq!(other, weights);
    }
}

#[test]
fn weights_come_back() {
    let packed = [3, 258, 32_767, 0].map(Fixed16::from_bits);
    check(packed, -5, &[3, 0, 2, 1, 255, 127, 0, 0, 251]);
    check([3, 127, 0, 1].map(Fixed8::from_bits), 1, &[3, 127, 0, 1, 1]);
    let floats = [0.25_f64, 1e9, 0.0, 1e300];
    let mut bytes = floats.map(f64::to_le_bytes).as_flattened().to_vec();
    bytes.push(0);
    check(floats, 0, &bytes);
}

/// Which weights and exponents are refused, in pieces of any size.
fn refuses<W: Weight>(packed: [W; 4], exponent: i8) -> bool {
    let whole = bytes(&Weights { packed, exponent }.on_mut(&FIELD));
    is_refused(&Weights::<W, 4>::new().on_mut(&FIELD), &whole)
}

#[test]
fn what_a_format_does_not_hold_is_refused() {
    let fixed16 = |bits: [i16; 4], exponent| refuses(bits.map(Fixed16::from_bits), exponent);
    assert!(!fixed16([32_767, 32_767, 1, 1], 1)); // 2¹⁶: the bound itself
    assert!(fixed16([32_767, 32_767, 2, 1], 1));
    assert!(fixed16([-32_768, 0, 0, 0], 0) && fixed16([5, -1, 0, 0], 0));
    assert!(fixed16([0; 4], 2) && fixed16([0; 4], -15) && !fixed16([0; 4], -14));
    assert!(refuses([-128, 0, 0, 0].map(Fixed8::from_bits), 0));
    let fixed32 = |bits: [i32; 4]| refuses(bits.map(Fixed32::from_bits), 0);
    assert!(!fixed32([i32::MAX, i32::MAX, 2, 0]) && fixed32([i32::MAX, i32::MAX, 3, 0]));
    assert!(fixed32([i32::MIN, 0, 0, 0]));
    for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.1] {
        assert!(refuses([0.1, wrong, 0.0, 0.0], 0));
    }
    assert!(refuses([f32::MAX, f32::MAX, 0.0, 0.0], 0) && refuses([0.1_f64; 4], 1));
    assert!(!refuses([f32::MAX, 0.0, 0.0, 0.0], 0));
}

#[test]
fn weights_that_share_a_sum_have_one_exponent() {
    let mut weights = Weights::<Fixed16, 4>::new();
    let section = weights.on_mut(&FIELD);
    let mut seen = Seen::default();
    let mut accepts = |tag: &[u8; 4], exponent| {
        seen.begin(*tag);
        section.accepts(0, &[0, 0, 0, 0, 0, 0, 0, 0, exponent], &mut seen)
    };
    assert!(accepts(b"AFF0", 1) && accepts(b"AFF1", 1));
    assert!(accepts(b"EXCI", 0) && accepts(b"INHI", 1));
    assert!(accepts(b"AFF0", 1) && !accepts(b"AFF1", 0));
}
