//! What a display shows, as an animated GIF: one palette, and of each frame only what has changed.

use embedded_graphics::{pixelcolor::Rgb565, prelude::*};
use embedded_graphics_simulator::SimulatorDisplay;
use gif::{Encoder, EncodingError, Frame, Repeat};
use std::{borrow::Cow, fs::File, io::BufWriter, path::Path};

/// Levels of red, of green and of blue in the palette.
const LEVELS: u32 = 6;
/// The palette's entry for what has not changed.
const UNCHANGED: u8 = LEVELS.pow(3) as u8;

/// A GIF that is being written.
pub struct Film {
    encoder: Encoder<BufWriter<File>>,
    size: Size,
    /// The palette's entries of the last frame.
    shown: Vec<u8>,
}

impl Film {
    /// A new file, for displays of this size. It plays again and again.
    pub fn create(path: &Path, size: Size) -> Result<Self, EncodingError> {
        let colors = (0..u32::from(UNCHANGED)).flat_map(|entry| {
            let levels = [entry / LEVELS.pow(2), entry / LEVELS, entry].map(|n| n % LEVELS);
            levels.map(|level| (level * 255 / (LEVELS - 1)) as u8)
        });
        let palette: Vec<_> = colors.chain([0; 3]).collect();
        let file = BufWriter::new(File::create(path)?);
        let mut encoder = Encoder::new(file, size.width as u16, size.height as u16, &palette)?;
        encoder.set_repeat(Repeat::Infinite)?;
        Ok(Self { encoder, size, shown: Vec::new() })
    }

    /// Shows the display for some hundredths of a second.
    pub fn show(
        &mut self,
        display: &SimulatorDisplay<Rgb565>,
        hundredths: u16,
    ) -> Result<(), EncodingError> {
        let entry = |point: Point| {
            let color = display.get_pixel(point);
            let near = |level: u8, max: u8| {
                (u32::from(level) * (LEVELS - 1) + u32::from(max) / 2) / u32::from(max)
            };
            let red = near(color.r(), Rgb565::MAX_R);
            let green = near(color.g(), Rgb565::MAX_G);
            let blue = near(color.b(), Rgb565::MAX_B);
            ((red * LEVELS + green) * LEVELS + blue) as u8
        };
        let entries: Vec<_> = display.bounding_box().points().map(entry).collect();
        let changed = |(n, &entry): (usize, &u8)| match self.shown.get(n) {
            Some(&shown) if shown == entry => UNCHANGED,
            _ => entry,
        };
        let frame = Frame {
            delay: hundredths,
            transparent: Some(UNCHANGED),
            width: self.size.width as u16,
            height: self.size.height as u16,
            buffer: Cow::Owned(entries.iter().enumerate().map(changed).collect()),
            ..Frame::default()
        };
        self.encoder.write_frame(&frame)?;
        self.shown = entries;
        Ok(())
    }
}
