//! A thermal camera.

use crate::Fault;
use embassy_time::{Duration, Instant};
use embedded_hal::i2c::I2c;
use lissom_demo::{Frame, warmth};

/// An AMG8833. It does not say when a frame is ready: ten are, in a second.
#[derive(Debug)]
pub struct Thermal<B> {
    bus: B,
    address: u8,
    /// When the last frame was read.
    last: Instant,
}

impl<B: I2c> Thermal<B> {
    /// By its pin AD_SELECT.
    pub(crate) const ADDRESSES: [u8; 2] = [0x69, 0x68];
    pub(crate) const NORMAL_MODE: [u8; 2] = [0x00, 0x00];
    const PIXELS: u8 = 0x80;
    const PERIOD: Duration = Duration::from_millis(100);

    /// The one that answers at the address.
    pub(crate) fn new(bus: B, address: u8) -> Self {
        Self { bus, address, last: Instant::now() }
    }

    pub(crate) fn read(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        while self.last.elapsed() < Self::PERIOD {}
        let mut registers = [0; size_of::<Frame>()];
        // in one transfer: the sensor then does not mix two frames
        let read = self.bus.write_read(self.address, &[Self::PIXELS], &mut registers);
        self.last = Instant::now();
        read.map_err(|_| Fault::Bus)?;
        let (pairs, _) = registers.as_chunks();
        for (cell, &pair) in frame.iter_mut().zip(pairs) {
            *cell = warmth(u16::from_le_bytes(pair));
        }
        Ok(())
    }
}
