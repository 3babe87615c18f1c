//! QEMU's RAM framebuffer, `-device ramfb`: it shows a part of the firmware's own memory.

use crate::fw_cfg::File;
use core::{
    convert::Infallible,
    sync::atomic::{AtomicU32, Ordering},
};
use embedded_graphics::{pixelcolor::Rgb888, prelude::*};
use lissom_demo::Screen;

const WIDTH: usize = 320;
const HEIGHT: usize = 240;
/// A pixel is a word of which the upper byte is not used: DRM's format XR24.
const FORMAT: u32 = u32::from_le_bytes(*b"XR24");

/// The memory shown. Atomic, since QEMU reads it at any time.
pub struct Frame([[AtomicU32; WIDTH]; HEIGHT]);

impl Frame {
    /// Black.
    pub const fn new() -> Self {
        Self([const { [const { AtomicU32::new(0) }; WIDTH] }; HEIGHT])
    }
}

/// The display: what is drawn is seen at once.
pub struct RamFb {
    frame: &'static Frame,
}

impl RamFb {
    /// Tells QEMU what to show, if it was started with a framebuffer.
    pub fn new(frame: &'static Frame) -> Option<Self> {
        let mut configuration = [0; 28];
        let address = (&raw const frame.0) as u32;
        // address in 8 bytes, format, flags, width, height, bytes of a row
        let words = [0, address, FORMAT, 0, WIDTH as u32, HEIGHT as u32, 4 * WIDTH as u32];
        for (bytes, word) in configuration.chunks_exact_mut(4).zip(words) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        File::named(b"etc/ramfb")?.write(&configuration)?;
        Some(Self { frame })
    }
}

impl OriginDimensions for RamFb {
    fn size(&self) -> Size {
        Size::new(WIDTH as u32, HEIGHT as u32)
    }
}

impl DrawTarget for RamFb {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        for Pixel(Point { x, y }, color) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { continue };
            if let Some(pixel) = self.frame.0.get(y).and_then(|row| row.get(x)) {
                pixel.store(color.into_storage(), Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

impl Screen for RamFb {}
