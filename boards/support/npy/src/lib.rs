//! NumPy's `.npy` files, read as 64-bit floats and written as floats or whole numbers, for the
//! tool, the tests and the benchmarks.
//!
//! Read are versions 1.0 and 2.0 of the format, in C order, with little-endian floats of 16, 32 and
//! 64 bits and whole numbers of 8 to 64 bits. What the header says is compared with the file's
//! length before memory is taken for it, and a refusal names what is wrong.
//!
//! ```
//! let mut file = Vec::new();
//! lissom_npy::encode(&mut file, &[2, 3], (0..6).map(f64::from))?;
//! assert_eq!(lissom_npy::decode(&*file, file.len() as u64)?, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod half;
mod header;
mod kind;
mod number;

pub use error::Error;
pub use number::Number;

use header::Header;
use kind::Kind;
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    ops::Range,
    path::Path,
};

/// All numbers of a file, in C order. Whole numbers beyond 2⁵³ are rounded. The error names the
/// file.
pub fn read(path: &Path) -> io::Result<Vec<f64>> {
    named(path, decode)
}

/// Some numbers of a file, as far as it has them, and how many it has: without the memory and the
/// time that all would take. The error names the file.
pub fn read_range(path: &Path, range: Range<u64>) -> io::Result<(Vec<f64>, u64)> {
    named(path, |mut file, length| {
        let Layout { kind, count, .. } = Layout::read(&mut file, length)?;
        let (start, end) = (range.start.min(count), range.end.min(count));
        file.seek_relative((start * kind.size() as u64) as i64)?;
        Ok((numbers(file, kind, end.saturating_sub(start))?, count))
    })
}

/// Reads a file, of which the error says which.
fn named<T>(
    path: &Path,
    read: impl FnOnce(BufReader<File>, u64) -> Result<T, Error>,
) -> io::Result<T> {
    let read = || {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        read(BufReader::new(file), length)
    };
    read().map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// All numbers of a file that has `length` bytes, as [`read`] returns them.
pub fn decode(mut input: impl Read, length: u64) -> Result<Vec<f64>, Error> {
    let Layout { kind, count, shape } = Layout::read(&mut input, length)?;
    usize::try_from(count).map_err(|_| Error::Shape(shape))?;
    numbers(input, kind, count)
}

/// What a file holds.
struct Layout {
    kind: Kind,
    count: u64,
    shape: Vec<u64>,
}

impl Layout {
    /// Reads the header, and checks it by the length of the file.
    fn read(input: impl Read, length: u64) -> Result<Self, Error> {
        let (Header { kind, shape }, start) = Header::read(input, length)?;
        let count = count(&shape).ok_or_else(|| Error::Shape(shape.clone()))?;
        let expected =
            count.checked_mul(kind.size() as u64).ok_or_else(|| Error::Shape(shape.clone()))?;
        let found = length - start;
        if found < expected {
            return Err(Error::TooShort { expected, found });
        }
        if found > expected {
            return Err(Error::TooLong { expected, found });
        }
        Ok(Self { kind, count, shape })
    }
}

/// The next numbers of a file that has as many.
fn numbers(mut input: impl Read, kind: Kind, count: u64) -> Result<Vec<f64>, Error> {
    let mut left = count as usize;
    let mut numbers = Vec::with_capacity(left);
    let mut buffer = [0; 1 << 13];
    while left > 0 {
        let part = left.min(buffer.len() / kind.size());
        let bytes = &mut buffer[..part * kind.size()];
        input.read_exact(bytes)?;
        kind.append(bytes, &mut numbers);
        left -= part;
    }
    Ok(numbers)
}

/// Writes numbers in C order as `<f8`, as they come. The error does not name the file.
pub fn write(path: &Path, shape: &[u64], numbers: impl IntoIterator<Item = f64>) -> io::Result<()> {
    let mut output = BufWriter::new(File::create(path)?);
    encode(&mut output, shape, numbers)?;
    output.flush()
}

/// Writes a file's bytes as [`write()`] does, with numbers of any kind as they are.
pub fn encode<N: Number>(
    mut output: impl Write,
    shape: &[u64],
    numbers: impl IntoIterator<Item = N>,
) -> io::Result<()> {
    let wrong = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    let shape_text = header::shape_text(shape);
    let count =
        count(shape).ok_or_else(|| wrong(format!("the shape {shape_text} is too large")))?;
    let head = header::text(N::KIND, &shape_text)
        .ok_or_else(|| wrong(format!("a shape of {} sides is too long", shape.len())))?;
    output.write_all(&head)?;
    let mut written = 0;
    for number in numbers {
        if written == count {
            return Err(wrong(format!("more numbers than the {count} of the shape {shape_text}")));
        }
        number.write(&mut output)?;
        written += 1;
    }
    if written < count {
        return Err(wrong(format!("{written} numbers for the {count} of the shape {shape_text}")));
    }
    Ok(())
}

/// How many numbers an array of this shape has.
fn count(shape: &[u64]) -> Option<u64> {
    shape.iter().try_fold(1, |count: u64, &side| count.checked_mul(side))
}
