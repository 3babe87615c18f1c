//! Reads the `.npy` files in `tests/data`.

use std::path::Path;

pub fn read(path: &str) -> Vec<f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path);
    lissom_npy::read(&path).unwrap_or_else(|error| panic!("{error}"))
}
