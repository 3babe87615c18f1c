//! Files that are written together, after all of them were computed.

use crate::{error::Error, npy, picture::Picture};
use embedded_graphics_simulator::OutputSettings;
use image::{
    Delay, Frame,
    buffer::ConvertBuffer,
    codecs::gif::{GifEncoder, Repeat},
};
use std::{
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
    time::Duration,
};

enum Content {
    Png(Picture),
    Gif(Vec<Picture>),
    Npy(Vec<u64>, Vec<f64>),
    Snapshot(Vec<u8>),
    Text(String),
}

/// What a frame of a moving picture takes.
const FRAME: Duration = Duration::from_millis(400);

/// Pictures, arrays, texts and snapshots with names, not yet on disk.
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

    /// Adds `<name>.gif`, which repeats.
    pub fn gif(&mut self, name: &str, frames: Vec<Picture>) {
        self.0.push((format!("{name}.gif").into(), Content::Gif(frames)));
    }

    /// Adds `<name>.snapshot`.
    pub fn snapshot(&mut self, name: &str, bytes: Vec<u8>) {
        self.0.push((format!("{name}.snapshot").into(), Content::Snapshot(bytes)));
    }

    /// Adds a text whose name ends with its kind, such as `.csv` or `.svg`.
    pub fn text(&mut self, name: &str, text: String) {
        self.0.push((name.into(), Content::Text(text)));
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
    pub fn write(&self, folder: &Path) -> Result<usize, Error> {
        fs::create_dir_all(folder).map_err(|error| Error::file(folder, error))?;
        for (name, content) in &self.0 {
            let path = folder.join(name);
            match content {
                Content::Png(picture) => picture
                    .to_rgb_output_image(&OutputSettings::default())
                    .save_png(&path)
                    .map_err(|error| Error::file(&path, error))?,
                Content::Npy(shape, numbers) => npy::write(&path, shape, numbers.iter().copied())
                    .map_err(|error| Error::file(&path, error))?,
                Content::Gif(frames) => {
                    animate(&path, frames).map_err(|error| Error::file(&path, error))?;
                }
                Content::Text(text) => {
                    fs::write(&path, text).map_err(|error| Error::file(&path, error))?;
                }
                Content::Snapshot(bytes) => {
                    fs::write(&path, bytes).map_err(|error| Error::file(&path, error))?;
                }
            }
        }
        Ok(self.0.len())
    }
}

fn animate(path: &Path, frames: &[Picture]) -> image::ImageResult<()> {
    let mut encoder = GifEncoder::new_with_speed(BufWriter::new(fs::File::create(path)?), 10);
    encoder.set_repeat(Repeat::Infinite)?;
    for picture in frames {
        let rgb = picture.to_rgb_output_image(&OutputSettings::default());
        let delay = Delay::from_saturating_duration(FRAME);
        encoder.encode_frame(Frame::from_parts(rgb.as_image_buffer().convert(), 0, 0, delay))?;
    }
    Ok(())
}
