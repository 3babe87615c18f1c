//! `.npy` files.

use npyz::{DType, NpyFile, Order, TypeChar, WriterBuilder};
use std::{fs::File, io, io::BufReader, io::BufWriter, path::Path};

fn invalid(path: &Path, why: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{}: {why}", path.display()))
}

/// All numbers of a file as `f64`, in C order; whole numbers of up to 64 bits are accepted.
pub fn read(path: &Path) -> io::Result<Vec<f64>> {
    let open = File::open(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    let file = NpyFile::new(BufReader::new(open))?;
    if file.order() != Order::C {
        return Err(invalid(path, "not in C order"));
    }
    let DType::Plain(kind) = file.dtype() else {
        return Err(invalid(path, "not an array of numbers"));
    };
    match (kind.type_char(), kind.size_field()) {
        (TypeChar::Float, 8) => file.into_vec::<f64>(),
        (TypeChar::Float, 4) => widen(file.into_vec::<f32>()),
        (TypeChar::Int, 8) => Ok(file.into_vec::<i64>()?.into_iter().map(|x| x as f64).collect()),
        (TypeChar::Int, 4) => widen(file.into_vec::<i32>()),
        (TypeChar::Int, 2) => widen(file.into_vec::<i16>()),
        (TypeChar::Uint, 2) => widen(file.into_vec::<u16>()),
        (TypeChar::Uint, 1) => widen(file.into_vec::<u8>()),
        _ => Err(invalid(path, "a kind of number that is not supported")),
    }
}

fn widen<T: Into<f64>>(numbers: io::Result<Vec<T>>) -> io::Result<Vec<f64>> {
    Ok(numbers?.into_iter().map(Into::into).collect())
}

/// Writes numbers as `float64`.
pub fn write(path: &Path, shape: &[u64], numbers: impl IntoIterator<Item = f64>) -> io::Result<()> {
    let file = BufWriter::new(File::create(path)?);
    let mut writer =
        npyz::WriteOptions::new().default_dtype().shape(shape).writer(file).begin_nd()?;
    writer.extend(numbers)?;
    writer.finish()
}
