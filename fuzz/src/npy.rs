//! The reader of `.npy` files: any bytes are read or refused in little memory, files that are put
//! together of right and wrong parts are read exactly where all are right, and what was written
//! comes back to the bit.
//!
//! An input is a whole file, the parts of one, or a shape and numbers to be written.

use crate::input::Input;
use lissom_npy::{Error, decode, encode};

/// Kinds as a header names them, and the bytes of a number of those that are read.
const KINDS: [(&str, usize); 14] = [
    ("'<f8'", 8),
    ("'<f4'", 4),
    ("'|i1'", 1),
    ("'<i2'", 2),
    ("\"<i4\"", 4),
    ("'<i8'", 8),
    ("'|u1'", 1),
    ("'<u2'", 2),
    ("'<u8'", 8),
    ("'>f8'", 0),
    ("'|O'", 0),
    ("'<c16'", 0),
    ("[('x', '<f8')]", 0),
    ("'µ8'", 0),
];

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    match input.below(3) {
        0 => check_bytes(input.rest()),
        1 => check_parts(&mut input),
        _ => check_written(&mut input),
    }
}

/// Reads a file; nothing is allocated beyond what its bytes hold.
fn read(file: &[u8]) -> Result<Vec<f64>, Error> {
    let numbers = decode(file, file.len() as u64);
    match &numbers {
        Ok(numbers) => assert!(numbers.capacity() <= file.len(), "{}", numbers.capacity()),
        Err(error) => assert!(error.to_string().len() < 400, "{error}"),
    }
    numbers
}

fn check_bytes(file: &[u8]) {
    if let Ok(numbers) = read(file) {
        let mut written = Vec::new();
        let shape = [numbers.len() as u64];
        encode(&mut written, &shape, numbers.iter().copied()).expect("the shape is right");
        assert!(equal(&read(&written).expect("it was written"), &numbers));
        // a file that is one byte shorter or longer is another one
        assert!(file.is_empty() || read(&file[..file.len() - 1]).is_err());
        assert!(read(&[file, &[0]].concat()).is_err());
    }
    // a length that is not the file's
    let more = decode(file, file.len() as u64 + 8);
    assert!(more.is_err());
}

fn check_parts(input: &mut Input<'_>) {
    let (version, (kind, size)) =
        (input.one_of(&[[1, 0], [2, 0], [1, 0], [3, 0]]), input.one_of(&KINDS));
    let order = input.one_of(&["False", "False", "False", "True", "None"]);
    let shape: Vec<u64> = (0..input.below(4)).map(|_| side(input)).collect();
    let shape_text: String = shape.iter().map(|side| format!("{side},")).collect();
    let mut fields = [
        format!("'descr': {kind}"),
        format!("'fortran_order': {order}"),
        format!("'shape': ({shape_text})"),
    ];
    fields.rotate_left(input.below(3));
    let spaces = " ".repeat(input.below(80));
    let header = format!("{{{}, }}{spaces}\n", fields.join(", "));
    let mut file = b"\x93NUMPY".to_vec();
    file.extend(version);
    let missing = input.one_of(&[0, 0, 0, 1, 9, 40_000]);
    let length = ((header.len() + missing) as u32).to_le_bytes();
    file.extend(&length[..if version == [1, 0] { 2 } else { 4 }]);
    file.extend(header.bytes());
    let data = input.rest();
    file.extend(data);
    let count = shape.iter().try_fold(1_u64, |count, &side| count.checked_mul(side));
    let bytes = count.and_then(|count| count.checked_mul(size as u64));
    let right = version != [3, 0]
        && size > 0
        && order == "False"
        && missing == 0
        && bytes == Some(data.len() as u64);
    let found = read(&file);
    if right {
        assert_eq!(found.as_ref().map(|numbers| numbers.len() as u64).ok(), count, "{found:?}");
        if let (Ok(found), "'<f8'") = (&found, kind) {
            let exact = data.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes));
            assert!(equal(found, &exact.collect::<Vec<_>>()));
        }
    } else if missing == 0 {
        assert!(found.is_err(), "{header}");
    }
}

fn side(input: &mut Input<'_>) -> u64 {
    match input.any::<u8>() {
        side @ 0..250 => u64::from(side % 16),
        250 => u64::MAX,
        251 => 1 << 32,
        252 => 1 << 61,
        _ => input.any(),
    }
}

fn check_written(input: &mut Input<'_>) {
    let shape: Vec<u64> = (0..input.below(5)).map(|_| side(input)).collect();
    let numbers: Vec<f64> =
        std::iter::from_fn(|| (!input.is_empty()).then(|| input.number())).collect();
    let count = shape.iter().try_fold(1_u64, |count, &side| count.checked_mul(side));
    let mut file = Vec::new();
    let written = encode(&mut file, &shape, numbers.iter().copied());
    assert_eq!(written.is_ok(), count == Some(numbers.len() as u64), "{written:?}");
    if written.is_ok() {
        assert!(equal(&read(&file).expect("it was written"), &numbers));
    }
}

fn equal(ours: &[f64], theirs: &[f64]) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| a.to_bits() == b.to_bits())
}

/// Files of NumPy's, and parts.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let whole = |file: &[u8]| [&[0], file].concat();
    let data: Vec<u8> = [1.0, -2.5, f64::INFINITY].into_iter().flat_map(f64::to_le_bytes).collect();
    let parts = [&[1, 0, 0, 0, 1, 3, 0, 20, 0], &*data].concat();
    let numbers: Vec<u8> = crate::input::numbers(&[0.0, 1.5, -1e300, 5e-324]);
    vec![
        ("floats", whole(include_bytes!("../../boards/support/npy/tests/data/floats.npy"))),
        ("version2", whole(include_bytes!("../../boards/support/npy/tests/data/version2.npy"))),
        ("columns", whole(include_bytes!("../../boards/support/npy/tests/data/columns.npy"))),
        ("objects", whole(include_bytes!("../../boards/support/npy/tests/data/objects.npy"))),
        ("counts", whole(include_bytes!("../../tests/data/masks/25_5_r5.counts.npy"))),
        ("parts", parts),
        ("written", [&[2, 2, 2, 2], &*numbers].concat()),
    ]
}
