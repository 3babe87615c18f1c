//! Weights from outside: any numbers in packed order, and any stored bits and exponents. What is
//! accepted is held as exactly as the format says, responds as in `f64`, and learns.
//!
//! An input is the format, whether it is numbers or bits, and how the weights learn; then
//! activities and weights.

use crate::{formats::by_format, input::Input};
use lissom::{
    Error, Field, SheetOf, Weights, field,
    learning::{Learn, LearningRate, Pruned, Rate, learn},
    number::{Activity, Wide, WideOf},
    random::Pcg32,
    side::Const,
    weights::ProjectionMut,
};

const IN: usize = 5;
const OUT: usize = 4;
type Shape = field!(IN, OUT, 1.8);
static FIELD: Shape = Field::new(1.8);
const CONNECTIONS: usize = Shape::CONNECTIONS;

/// How the weights learn.
#[derive(Debug, Clone, Copy)]
struct Lesson {
    gain: f64,
    rate: Rate,
    pruned: Pruned,
    times: usize,
}

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (format, is_bits) = (input.below(5), input.flag());
    let (gain, rate) = (input.number(), input.number());
    let lesson = Lesson {
        gain: if (0.0..=32.0).contains(&gain) { gain } else { 1.0 },
        rate: if input.flag() { Rate::Field(rate) } else { Rate::Connection(rate) },
        pruned: if input.flag() { Pruned::Yes } else { Pruned::No },
        times: input.below(5),
    };
    if is_bits {
        by_format!(format, check_bits(&mut input, lesson));
    } else {
        by_format!(format, check_numbers(&mut input, lesson));
    }
}

fn check_numbers<W: Learn>(input: &mut Input<'_>, lesson: Lesson) {
    let (source, target) = sheets::<W>(input);
    let most = if input.flag() { CONNECTIONS } else { input.below(2 * CONNECTIONS) };
    let numbers: Vec<f64> = (0..most).map(|_| input.number()).collect();
    let mut weights = Weights::<W, CONNECTIONS>::new();
    match weights.load(&FIELD, &numbers) {
        Err(error) => {
            assert!(error.to_string().len() < 200, "{error}");
            assert_eq!(weights, Weights::new(), "refused, and yet changed: {error}");
            match error {
                Error::Length { expected, found } => {
                    assert!(expected != found && found == numbers.len());
                }
                Error::Weight { index } => assert!(!numbers[index].is_finite()),
                Error::Overflow => assert!(numbers.iter().map(|w| w.abs()).sum::<f64>() > 1.0),
                error => panic!("{error}"),
            }
        }
        Ok(()) => {
            let (exponent, mut exact, mut held, mut size) = (weights.exponent(), 0.0, 0.0, 0.0_f64);
            let mut units = FIELD.view().all_taps().flat_map(|taps| (0..taps).map(|tap| tap == 0));
            for (weight, &number) in weights.packed().iter().zip(&numbers) {
                if units.next() == Some(true) {
                    (exact, held, size) = (0.0, 0.0, 0.0);
                }
                (exact, held) = (exact + number, held + weight.value(exponent));
                size += number.abs();
                let step = step::<W>(exponent, size);
                assert!((exact - held).abs() <= step, "{exact} is held as {held}, step {step}");
            }
            let mut projection = weights.on_mut(&FIELD);
            teach(&mut projection, &source, &target, lesson);
        }
    }
}

/// What a prefix of a unit's weights may be off: half a step in fixed point.
fn step<W: Learn>(exponent: i8, size: f64) -> f64 {
    let one = |bits: i32| 2.0_f64.powi(-bits - i32::from(exponent));
    match W::NAME {
        "fixed16" | "fixed8" => 0.500_001 * one(15),
        "fixed32" => 0.500_001 * one(31),
        "f32" => size * 1e-5 + f64::from(f32::MIN_POSITIVE),
        _ => size * 1e-12,
    }
}

fn check_bits<W: Learn>(input: &mut Input<'_>, lesson: Lesson) {
    let (source, target) = sheets::<W>(input);
    let (mut exponent, random) = (input.any::<i8>(), input.flag());
    // by chance they are of one sign, and small enough to be accepted
    let mut chance = Pcg32::new(input.any::<u16>().into(), 1);
    let unused = 64 - 8 * size_of::<W>() + 1 + input.below(7);
    let mask = u64::MAX >> unused;
    let mut bits = || match random {
        true => (u64::from(chance.next_u32()) << 32 | u64::from(chance.next_u32())) & mask,
        false => input.any(),
    };
    let mut packed: Vec<W> = (0..CONNECTIONS).map(|_| W::from_bits(bits())).collect();
    let before = packed.clone();
    let found = ProjectionMut::new(FIELD.view(), &mut packed, &mut exponent);
    match found {
        Err(error) => {
            assert!(matches!(error, Error::OutOfRange { .. } | Error::Overflow), "{error}");
            // bitwise, as NaN is not equal to itself
            assert!(packed.iter().zip(&before).all(|(a, b)| a.to_bits() == b.to_bits()));
        }
        Ok(mut projection) => teach(&mut projection, &source, &target, lesson),
    }
}

type Sheets<W> = (
    SheetOf<<W as lissom::number::Weight>::Activity, Const<IN>>,
    SheetOf<<W as lissom::number::Weight>::Activity, Const<OUT>>,
);

/// The activities of the source and of the units.
fn sheets<W: Learn>(input: &mut Input<'_>) -> Sheets<W> {
    let mut cell = || match input.any::<u8>() {
        0..64 => W::Activity::ZERO,
        64..96 => W::Activity::ONE,
        96..128 => W::Activity::from_q24(1),
        byte => W::Activity::ratio(u64::from(byte) - 128, 128),
    };
    let (mut source, mut target) = (SheetOf::new(), SheetOf::new());
    source.fill_with(|_, _| cell());
    target.fill_with(|_, _| cell());
    (source, target)
}

/// Responds and learns, several times. Weights ≥ 0 stay so and are numbers that the format holds;
/// for others learning promises nothing but to end.
fn teach<W: Learn>(
    projection: &mut ProjectionMut<'_, W, Const<IN>, Const<OUT>>,
    source: &SheetOf<W::Activity, Const<IN>>,
    target: &SheetOf<W::Activity, Const<OUT>>,
    lesson: Lesson,
) {
    let mut random = Pcg32::new(3, 4);
    let positive = projection.view().packed().iter().all(|weight| weight.value(0) >= 0.0);
    let gain = WideOf::<W>::from_f64(lesson.gain);
    check_response(projection, source, gain);
    let Ok(rate) = LearningRate::<W>::new(lesson.rate) else { return };
    for _ in 0..lesson.times {
        let projections = &mut [projection.reborrow()];
        learn(&mut (), projections, [source], target, rate, lesson.pruned, &mut random);
        let (mut copy, mut exponent) =
            (projection.view().packed().to_vec(), projection.view().exponent());
        let held = ProjectionMut::new(FIELD.view(), &mut copy, &mut exponent).err();
        if positive {
            assert_eq!(held, None, "learned what the format does not hold");
            check_response(projection, source, gain);
        }
    }
}

fn check_response<W: Learn>(
    projection: &ProjectionMut<'_, W, Const<IN>, Const<OUT>>,
    source: &SheetOf<W::Activity, Const<IN>>,
    gain: WideOf<W>,
) {
    let view = projection.view();
    let mut response = SheetOf::<WideOf<W>, Const<OUT>>::with_side(Const, WideOf::<W>::ZERO);
    view.respond(&mut (), gain, source, &mut response);
    for (unit, found) in response.units().iter().map(|found| found.to_f64()).enumerate() {
        let field = view.connection_field(unit / OUT, unit % OUT);
        let (mut sum, mut size) = (0.0, 0.0);
        for (cell, x) in source.units().iter().map(|x| x.to_f64()).enumerate() {
            let term = field.weight(cell / IN, cell % IN) * x;
            (sum, size) = (sum + term, size + term.abs());
        }
        let (exact, size) = (gain.to_f64() * sum, gain.to_f64().abs() * size);
        let (least, tolerance) = match W::NAME {
            "f32" => (f64::from(f32::MAX), size * 1e-5 + 1e-30),
            "f64" => (f64::MAX, size * 1e-12),
            // rounded to 2⁻²⁴, and in 32 bits the sum's upper 30 bits are kept before
            _ => (32.0, 6.1e-8 + gain.to_f64() * 2.0_f64.powi(-30 - i32::from(view.exponent()))),
        };
        let exact = exact.clamp(-least, least);
        let far = exact.abs() > least / 2.0 || size > least / 2.0;
        assert!(
            (found - exact).abs() <= tolerance || far && W::NAME.starts_with('f'),
            "{found} {exact}"
        );
    }
}

/// Weights of both signs, weights of a trained map's size, and stored bits.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let sheets: Vec<u8> = (0..IN * IN + OUT * OUT).map(|cell| (cell * 37 % 256) as u8).collect();
    let equal = |head: &[u8], tail: &[u8]| [head, &sheets, tail].concat();
    let shares: Vec<u8> = (0..CONNECTIONS).flat_map(|i| [112, (i * 7) as u8, 16]).collect();
    let both: Vec<u8> =
        (0..CONNECTIONS).flat_map(|i| [32, (i * 11) as u8, (i % 2 * 255) as u8]).collect();
    let numbers = |format: u8, weights: &[u8]| {
        equal(&[format, 0, 2, 112, 0, 32, 1, 0, 3], &[&[1], weights].concat())
    };
    vec![
        ("fixed16", numbers(0, &shares)),
        ("fixed8-signs", numbers(1, &both)),
        ("fixed32", numbers(2, &shares)),
        ("f32-signs", numbers(3, &both)),
        ("bits16", equal(&[0, 1, 2, 2, 0, 1, 3], &[0, 1, 9, 0, 6])),
        ("bits32", equal(&[2, 1, 2, 2, 1, 0, 3], &[1, 1, 9, 0, 9])),
        ("bits-f32", equal(&[3, 1, 2, 2, 1, 0, 3], &[0, 1, 9, 0, 1])),
    ]
}
