//! Files that are refused, each with the reason.
//!
//! NumPy 2 wrote `columns` by `save` of `asfortranarray(array([[1, 2], [3, 4]], "<f4"))`, and
//! `objects` by `save` of `array([None])`.

use lissom_npy::{Error, decode, read};
use std::{io, path::Path};

const PLAIN: &str = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n";

fn file(version: [u8; 2], header: &str, bytes: usize) -> Vec<u8> {
    let mut file = b"\x93NUMPY".to_vec();
    file.extend(version);
    let size = (header.len() as u32).to_le_bytes();
    file.extend(&size[..if version == [1, 0] { 2 } else { 4 }]);
    file.extend(header.bytes());
    file.resize(file.len() + bytes, 0);
    file
}

fn refused(file: &[u8]) -> String {
    decode(file, file.len() as u64).unwrap_err().to_string()
}

#[test]
fn numpys_files_of_other_kinds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (name, why) in [
        ("columns.npy", "in Fortran order, only C order is read (numpy.ascontiguousarray)"),
        ("objects.npy", "Python objects instead of numbers"),
    ] {
        let path = folder.join(name);
        let error = read(&path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert_eq!(error.to_string(), format!("{}: {why}", path.display()));
    }
    let missing = read(&folder.join("missing.npy")).unwrap_err();
    assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    assert!(missing.to_string().contains("missing.npy: "), "{missing}");
    assert!(read(&folder).unwrap_err().to_string().contains("data: "));
}

#[test]
fn kinds_that_are_not_read() {
    for (descr, why) in [
        ("'>f8'", "big-endian numbers (>f8), only < is read"),
        ("'>i2'", "big-endian numbers (>i2), only < is read"),
        ("'|O'", "Python objects instead of numbers"),
        ("[('x', '<f8'), ('y', '<f8')]", "records of several fields instead of numbers"),
        ("'<c16'", "numbers of the kind \"<c16\", only floats and whole numbers are read"),
        ("'<f16'", "numbers of the kind \"<f16\", only floats and whole numbers are read"),
        ("'|b1'", "numbers of the kind \"|b1\", only floats and whole numbers are read"),
        ("'|f8'", "numbers of the kind \"|f8\", only floats and whole numbers are read"),
        ("'µ8'", "numbers of the kind \"µ8\", only floats and whole numbers are read"),
        ("''", "numbers of the kind \"\", only floats and whole numbers are read"),
        ("8", "its .npy header has a descr that is no string"),
    ] {
        assert_eq!(refused(&file([1, 0], &PLAIN.replace("'<f8'", descr), 16)), why);
    }
}

#[test]
fn refusals_are_short_whatever_the_file_says() {
    let kind = PLAIN.replace("<f8", &"x".repeat(10_000));
    let why =
        format!("numbers of the kind {:?}, only floats and whole numbers are read", "x".repeat(32));
    assert_eq!(refused(&file([1, 0], &kind, 16)), why);
    let shape = PLAIN.replace("2,", &"4294967296,".repeat(1000));
    assert_eq!(refused(&file([1, 0], &shape, 16)), "the shape of 1000 sides is too large");
}

#[test]
fn headers_that_are_not_numpys() {
    for (from, to, why) in [
        ("{", "", "is not a dictionary"),
        ("'descr'", "descr", "has a key that is no string"),
        ("'descr'", "'descr", "has a key without a value"),
        ("'descr': ", "'descr' ", "has a key without a value"),
        ("'descr'", "'kind'", "has a key that the format does not know"),
        ("'descr': '<f8', ", "", "has no descr"),
        ("'fortran_order': False, ", "", "has no fortran_order"),
        ("'shape': (2,), ", "", "has no shape"),
        ("False", "0", "has a fortran_order that is neither True nor False"),
        ("False", "Falsely", "has a value that does not end"),
        ("(2,)", "2", "has a shape that is no tuple of whole numbers"),
        ("(2,)", "(-2,)", "has a shape that is no tuple of whole numbers"),
        ("(2,)", "(2,,)", "has a shape that is no tuple of whole numbers"),
        ("(2,)", "(2", "has a shape that is no tuple of whole numbers"),
        ("(2,)", "(18446744073709551616,)", "has a shape that is no tuple of whole numbers"),
        ("}\n", "", "has a key that is no string"),
        ("}\n", "} and more", "goes on after its dictionary"),
    ] {
        let header = PLAIN.replace(from, to);
        assert_ne!(header, PLAIN);
        assert_eq!(refused(&file([1, 0], &header, 16)), format!("its .npy header {why}"));
    }
    let mut binary = file([1, 0], PLAIN, 16);
    binary[20] = 0xff;
    assert_eq!(refused(&binary), "its .npy header is not text");
}

#[test]
fn other_files_and_versions() {
    assert_eq!(refused(b""), "not a .npy file");
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n and so on"), "not a .npy file");
    let why = "version 3.0 of the .npy format, only 1.0 and 2.0 are read";
    assert_eq!(refused(&file([3, 0], PLAIN, 16)), why);
}

#[test]
fn lengths_that_the_header_does_not_say() {
    for version in [[1, 0], [2, 0]] {
        assert_eq!(refused(&file(version, PLAIN, 15)), "too short: 15 of 16 bytes of numbers");
        assert_eq!(refused(&file(version, PLAIN, 0)), "too short: 0 of 16 bytes of numbers");
        let why = "too long: 17 bytes of numbers, 16 by its header";
        assert_eq!(refused(&file(version, PLAIN, 17)), why);
    }
    let whole = file([2, 0], PLAIN, 0);
    for end in 8..whole.len() {
        assert_eq!(refused(&whole[..end]), "its .npy header is cut off");
    }
}

/// Were memory taken for what the header claims, these tests would end here.
#[test]
fn sizes_that_no_file_has() {
    let claim = |shape: &str| refused(&file([1, 0], &PLAIN.replace("(2,)", shape), 16));
    let why = "too short: 16 of 9223372036854775808 bytes of numbers";
    assert_eq!(claim("(1073741824, 1073741824)"), why);
    assert_eq!(claim("(2305843009213693952,)"), "the shape (2305843009213693952,) is too large");
    let many = "(4294967296, 4294967296)";
    assert_eq!(claim(many), format!("the shape {many} is too large"));
    let header = b"\x93NUMPY\x02\x00\xff\xff\xff\xff and so on";
    assert_eq!(refused(header), "its .npy header is cut off");
}

#[test]
fn a_file_that_shrinks_while_it_is_read() {
    let whole = file([1, 0], PLAIN, 16);
    for end in 0..whole.len() {
        let error = decode(&whole[..end], whole.len() as u64).unwrap_err();
        let Error::Io(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}

#[test]
fn no_wrong_byte_is_fatal() {
    let whole = file([1, 0], PLAIN, 16);
    for place in 0..whole.len() {
        for byte in 0..=u8::MAX {
            let mut wrong = whole.clone();
            wrong[place] = byte;
            if let Ok(numbers) = decode(&*wrong, wrong.len() as u64) {
                assert!(numbers.len() <= 16, "more numbers than bytes");
            }
        }
    }
}
