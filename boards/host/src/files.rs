//! Files that are written together, after all of them were computed.

use crate::picture::Picture;
use embedded_graphics_simulator::OutputSettings;
use image::{
    Delay, Frame,
    buffer::ConvertBuffer,
    codecs::{
        gif::{GifEncoder, Repeat},
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use lissom_experiment::error::Error;
use lissom_lab::whole_file;
use lissom_npy as npy;
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::Duration,
};

enum Content {
    Png(Picture),
    Gif(Vec<Picture>),
    Npy(Vec<u64>, Vec<f64>),
    Text(String),
}

/// How long each frame of a moving picture is seen, and the last.
const FRAME: Duration = Duration::from_millis(800);
const LAST_FRAME: Duration = Duration::from_secs(3);

/// Pictures, arrays and texts with names, not yet on disk.
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
            whole_file::write(&folder.join(name), |writer| content.encode(writer))?;
        }
        Ok(self.0.len())
    }
}

impl Content {
    fn encode(&self, writer: &mut BufWriter<File>) -> Result<(), Error> {
        match self {
            Self::Png(picture) => {
                let encoder = PngEncoder::new_with_quality(
                    writer,
                    CompressionType::Default,
                    FilterType::Adaptive,
                );
                let rgb = picture.to_rgb_output_image(&OutputSettings::default());
                rgb.as_image_buffer().write_with_encoder(encoder)?;
            }
            Self::Gif(frames) => writer.write_all(&animate(frames)?)?,
            Self::Npy(shape, numbers) => npy::encode(writer, shape, numbers.iter().copied())?,
            Self::Text(text) => writer.write_all(text.as_bytes())?,
        }
        Ok(())
    }
}

/// In memory: a GIF's end is written where nobody hears of an error.
fn animate(frames: &[Picture]) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 10);
    encoder.set_repeat(Repeat::Infinite)?;
    for (picture, left) in frames.iter().zip((0..frames.len()).rev()) {
        let rgb = picture.to_rgb_output_image(&OutputSettings::default());
        let delay = Delay::from_saturating_duration(if left == 0 { LAST_FRAME } else { FRAME });
        encoder.encode_frame(Frame::from_parts(rgb.as_image_buffer().convert(), 0, 0, delay))?;
    }
    drop(encoder);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_graphics::{geometry::Size, pixelcolor::Rgb888, prelude::RgbColor};
    use image::{AnimationDecoder, codecs::gif::GifDecoder};
    use std::io::Cursor;

    #[test]
    fn a_movie_can_be_watched() {
        let frame = |color| Picture::with_default_color(Size::new(3, 2), color);
        let frames = [Rgb888::BLACK, Rgb888::RED, Rgb888::WHITE].map(frame);
        let bytes = animate(&frames).unwrap();
        let decoder = GifDecoder::new(Cursor::new(bytes)).unwrap();
        let found = decoder.into_frames().collect_frames().unwrap();
        let delays = found.iter().map(|frame| Duration::from(frame.delay()).as_millis());
        assert_eq!(delays.collect::<Vec<_>>(), [800, 800, 3000]);
        let last = found[2].buffer();
        assert!(last.dimensions() == (3, 2) && last.pixels().all(|pixel| pixel.0 == [255; 4]));
    }
}
