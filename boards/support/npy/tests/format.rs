//! Files that NumPy 2 wrote, and files that are written and read again.
//!
//! `floats` is `save` of `[[0.5, -1.25, 3e300], [-0.0, inf, 1/3]]`, `version2` is
//! `lib.format.write_array` of `array([-32768, -1, 0, 32767], "<i2")` with `version=(2, 0)`.

use lissom_npy::{Number, decode, encode, read, read_range, write};
use std::{env, fs, io, path::Path, process};

const FLOATS: [f64; 6] = [0.5, -1.25, 3e300, -0.0, f64::INFINITY, 1.0 / 3.0];

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

/// A file of these numbers' bytes, with the header's text as an older NumPy wrote it.
fn file(descr: &str, count: usize, bytes: &[u8]) -> Vec<u8> {
    let text = format!("{{\"shape\": ( {count} ,), 'descr':'{descr}', 'fortran_order' : False}}\n");
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend((text.len() as u16).to_le_bytes());
    file.extend(text.bytes());
    file.extend(bytes);
    file
}

#[test]
fn numpys_files_are_read() {
    assert_eq!(bits(&read(&data("floats.npy")).unwrap()), bits(&FLOATS));
    assert_eq!(read(&data("version2.npy")).unwrap(), [-32768.0, -1.0, 0.0, 32767.0]);
}

#[test]
fn numpys_bytes_are_written() {
    let mut bytes = Vec::new();
    encode(&mut bytes, &[2, 3], FLOATS).unwrap();
    assert_eq!(bytes, fs::read(data("floats.npy")).unwrap());
}

#[test]
fn every_kind_is_read() {
    macro_rules! kinds {
        ($($descr:literal $number:ty),*) => {$(
            let numbers: [$number; 3] = [<$number>::MIN, 1 as $number, <$number>::MAX];
            let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            let whole = file($descr, 3, &bytes);
            let read = decode(&*whole, whole.len() as u64).unwrap();
            assert_eq!(read, numbers.map(|number| number as f64), $descr);
        )*};
    }
    kinds!("<f4" f32, "<f8" f64, "|i1" i8, "<i2" i16, "<i4" i32, "<i8" i64);
    kinds!("|u1" u8, "<u2" u16, "<u4" u32, "<u8" u64);
}

#[test]
fn every_shape_comes_back() {
    let sides = [7, 1, 3, 2000]; // more than one buffer of the reader
    for dimensions in 0..=sides.len() {
        let shape = &sides[..dimensions];
        let numbers: Vec<_> = (0..shape.iter().product()).map(|n: u64| n as f64 / 7.0).collect();
        let mut bytes = Vec::new();
        encode(&mut bytes, shape, numbers.iter().copied()).unwrap();
        let start = bytes.len() - 8 * numbers.len();
        assert_eq!((start % 64, bytes[start - 1]), (0, b'\n'), "{shape:?}");
        assert_eq!(decode(&*bytes, bytes.len() as u64).unwrap(), numbers, "{shape:?}");
    }
    let mut bytes = Vec::new();
    encode(&mut bytes, &[0, 5], [0.0; 0]).unwrap();
    assert!(decode(&*bytes, bytes.len() as u64).unwrap().is_empty());
    let long = [1; 200]; // a header of several hundred bytes
    let mut bytes = Vec::new();
    encode(&mut bytes, &long, [2.5]).unwrap();
    assert_eq!(decode(&*bytes, bytes.len() as u64).unwrap(), [2.5]);
}

#[test]
fn every_kind_of_number_comes_back() {
    fn check<N: Number + Copy + Into<f64>>(numbers: &[N]) {
        let mut bytes = Vec::new();
        encode(&mut bytes, &[numbers.len() as u64], numbers.iter().copied()).unwrap();
        let kind = format!("'descr': '{}'", N::KIND);
        assert!(bytes.windows(kind.len()).any(|part| part == kind.as_bytes()), "{kind}");
        let exact: Vec<f64> = numbers.iter().map(|&number| number.into()).collect();
        assert_eq!(decode(&*bytes, bytes.len() as u64).unwrap(), exact, "{kind}");
    }
    check(&[0.1_f32, -f32::MAX, f32::MIN_POSITIVE]);
    check(&[0.1_f64, f64::MAX, -0.0]);
    check(&[i32::MIN, -1, 0, i32::MAX]);
    let mut bytes = Vec::new();
    encode(&mut bytes, &[], [-(1_i64 << 53)]).unwrap();
    assert_eq!(decode(&*bytes, bytes.len() as u64).unwrap(), [-9_007_199_254_740_992.0]);
}

#[test]
fn files_come_back() {
    let path = env::temp_dir().join(format!("lissom-npy-{}.npy", process::id()));
    let result = write(&path, &[3], [1.0, 2.0, 4.0]).and_then(|()| read(&path));
    fs::remove_file(&path).unwrap();
    assert_eq!(result.unwrap(), [1.0, 2.0, 4.0]);
}

#[test]
fn a_range_is_read() {
    let path = env::temp_dir().join(format!("lissom-npy-range-{}.npy", process::id()));
    write(&path, &[30_000], (0..30_000).map(f64::from)).unwrap();
    for range in [0..3, 29_998..30_000, 5..5, 100..2100, 29_000..40_000, 50_000..60_000] {
        let (found, count) = read_range(&path, range.clone()).unwrap();
        let expected: Vec<_> = range.filter(|&number| number < 30_000).map(|n| n as f64).collect();
        assert_eq!((found, count), (expected, 30_000));
    }
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    let error = read_range(&path, 0..3).unwrap_err().to_string();
    fs::remove_file(&path).unwrap();
    assert!(error.contains("range-") && error.contains("too short"), "{error}");
}

#[test]
fn numbers_that_do_not_fit_the_shape_are_not_written() {
    let why = |shape: &[u64], count| {
        let numbers = (0..count).map(f64::from);
        let error = encode(io::sink(), shape, numbers).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        error.to_string()
    };
    assert_eq!(why(&[2, 2], 3), "3 numbers for the 4 of the shape (2, 2)");
    assert_eq!(why(&[2], 3), "more numbers than the 2 of the shape (2,)");
    assert_eq!(why(&[u64::MAX, 2], 0), "the shape (18446744073709551615, 2) is too large");
    assert_eq!(why(&[1; 30_000], 1), "a shape of 30000 sides is too long");
}
