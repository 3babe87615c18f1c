//! Reads `.npy` files of floats.

use crate::Result;
use npyz::{DType, NpyFile};
use std::{fs::File, io::BufReader, path::Path};

/// All numbers in C order.
pub fn read(path: &Path) -> Result<Vec<f64>> {
    let open = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let file = NpyFile::new(BufReader::new(open))?;
    match file.dtype() {
        DType::Plain(kind) if kind.size_field() == 8 => Ok(file.into_vec::<f64>()?),
        _ => Ok(file.into_vec::<f32>()?.into_iter().map(f64::from).collect()),
    }
}
