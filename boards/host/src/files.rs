//! Files that are written together, after all of them were computed.

use crate::{failure::Failure, npy, picture::Picture};
use embedded_graphics_simulator::OutputSettings;
use std::{
    fs,
    path::{Path, PathBuf},
};

enum Content {
    Png(Picture),
    Npy(Vec<u64>, Vec<f64>),
}

/// Pictures and arrays with names, not yet on disk.
#[derive(Default)]
pub struct Files(Vec<(PathBuf, Content)>);

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(path, _)| path)).finish()
    }
}

impl Files {
    /// Adds `<name>.png`.
    pub fn png(&mut self, name: &str, picture: Picture) {
        self.0.push((format!("{name}.png").into(), Content::Png(picture)));
    }

    /// Adds `<name>.npy` of 64-bit floats.
    pub fn npy(&mut self, name: &str, shape: Vec<u64>, numbers: Vec<f64>) {
        self.0.push((format!("{name}.npy").into(), Content::Npy(shape, numbers)));
    }

    /// The picture with this name.
    pub fn picture(&self, name: &str) -> Option<&Picture> {
        let wanted = PathBuf::from(format!("{name}.png"));
        self.0.iter().find_map(|(path, content)| match content {
            Content::Png(picture) if *path == wanted => Some(picture),
            _ => None,
        })
    }

    /// Writes all into a folder, which is made if need be. Returns how many.
    pub fn write(&self, folder: &Path) -> Result<usize, Failure> {
        fs::create_dir_all(folder).map_err(|error| Failure::file(folder, error))?;
        for (name, content) in &self.0 {
            let path = folder.join(name);
            match content {
                Content::Png(picture) => picture
                    .to_rgb_output_image(&OutputSettings::default())
                    .save_png(&path)
                    .map_err(|error| Failure::file(&path, error))?,
                Content::Npy(shape, numbers) => npy::write(&path, shape, numbers.iter().copied())
                    .map_err(|error| Failure::file(&path, error))?,
            }
        }
        Ok(self.0.len())
    }
}
