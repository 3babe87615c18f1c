//! Reads the `.npy` files in `tests/data` that hold `f32` or `f64`.

pub fn read(path: &str) -> Vec<f64> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
    let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let (header, data) = (std::str::from_utf8(&bytes[10..end]).unwrap(), &bytes[end..]);
    assert!(header.contains("'fortran_order': False"));
    if header.contains("'<f8'") {
        data.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes)).collect()
    } else {
        assert!(header.contains("'<f4'"));
        data.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes).into()).collect()
    }
}
