//! Files that are written whole or not at all.

use lissom_experiment::error::Error;
use lissom_npy as npy;
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
    process,
};

/// Writes a file under a temporary name in the same folder, and renames it when it is complete.
/// Where anything goes wrong, a file of that name stays as it is.
pub fn write(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> Result<(), Error>,
) -> Result<(), Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = path.with_file_name(format!(".{name}.{}.part", process::id()));
    let write = || {
        let mut writer = BufWriter::with_capacity(1 << 16, File::create(&partial)?);
        content(&mut writer)?;
        writer.flush()?;
        drop(writer);
        Ok::<_, Error>(fs::rename(&partial, path)?)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&partial);
        Error::file(path, error.line())
    })
}

/// The same, of which a power cut leaves all or nothing, too.
pub fn write_safely(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> Result<(), Error>,
) -> Result<(), Error> {
    write(path, |writer| {
        content(writer)?;
        writer.flush()?;
        Ok(writer.get_ref().sync_all()?)
    })
}

/// Checks before long work that files can be written into a folder, which need not be there yet.
pub fn check(folder: &Path) -> Result<(), Error> {
    let wrong = |why: &dyn std::fmt::Display| {
        Error::file(folder, format!("files cannot be written there: {why}"))
    };
    let here = Path::new(".");
    let above = folder.ancestors().find(|above| above.exists()).unwrap_or(here);
    if !above.is_dir() {
        return Err(wrong(&format!("{} is no folder", above.display())));
    }
    let probe = above.join(format!(".{}.part", process::id()));
    File::create(&probe).and_then(|_| fs::remove_file(&probe)).map_err(|error| wrong(&error))
}

/// Writes numbers as a `.npy` file of `float64`, one after the other: no memory holds them all.
pub fn write_npy(
    path: &Path,
    shape: &[u64],
    numbers: impl IntoIterator<Item = f64>,
) -> Result<(), Error> {
    write(path, |writer| Ok(npy::encode(writer, shape, numbers)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = env::temp_dir().join(format!("lissom-whole-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("numbers.npy");
        write_npy(&path, &[2, 3], (0..6).map(f64::from)).unwrap();
        assert_eq!(npy::read(&path).unwrap(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        let failed = write(&path, |writer| {
            writer.write_all(&[0; 100_000])?;
            Err(Error::new("no more space"))
        });
        let message = failed.unwrap_err();
        assert!(message.line().ends_with("numbers.npy: no more space"), "{message:?}");
        assert_eq!(npy::read(&path).unwrap().len(), 6);
        let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), ["numbers.npy"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
