//! A sensor of distances.

use crate::Fault;
use embassy_time::Delay;
use embedded_hal::i2c::I2c;
use embedded_hal_async::delay::DelayNs;
use lissom::storage::block_on;
use lissom_demo::{Frame, nearness};
use static_cell::StaticCell;
use vl53_8x8::{BlockingI2c, DEFAULT_ADDRESS, RangingMode, Resolution};

/// A VL53L5CX, or a VL53L7CX or VL53L8CX.
#[expect(missing_debug_implementations)] // the driver has none
pub struct TimeOfFlight<B: 'static>(&'static mut Driver<B>);

/// Its driver, with its buffers: too large for the stack.
pub type Driver<B> = vl53_8x8::Sensor<BlockingI2c<B>, Waiting>;

/// Waits while the driver has nothing else to do.
#[derive(Debug)]
pub struct Waiting;

impl DelayNs for Waiting {
    async fn delay_ns(&mut self, nanoseconds: u32) {
        embedded_hal::delay::DelayNs::delay_ns(&mut Delay, nanoseconds);
    }
}

impl<B: I2c> TimeOfFlight<B> {
    pub(crate) const ADDRESS: u8 = DEFAULT_ADDRESS;
    /// The most frames a second with 8 × 8 cells.
    const RATE: u8 = 15;

    /// Sends the firmware, 86 KB.
    pub(crate) fn start(bus: B, room: &'static StaticCell<Driver<B>>) -> Result<Self, Fault> {
        let sensor = room.init_with(|| vl53_8x8::Sensor::new(BlockingI2c(bus), Waiting));
        let started = block_on(async {
            sensor.init().await?;
            sensor.set_resolution(Resolution::Res8x8).await?;
            sensor.set_ranging_mode(RangingMode::Continuous).await?;
            sensor.set_ranging_frequency_hz(Self::RATE).await?;
            sensor.start_ranging().await
        });
        started.map(|()| Self(sensor)).map_err(fault)
    }

    pub(crate) fn read(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        let Self(sensor) = self;
        let data = block_on(async {
            sensor.poll_data_ready().await?;
            sensor.get_ranging_data().await
        });
        let data = data.map_err(fault)?;
        let cells = data.distance_mm.iter().zip(data.target_status);
        for (cell, (&distance, status)) in frame.iter_mut().zip(cells) {
            *cell = nearness(matches!(status, 5 | 9).then_some(distance)); // both mean it is valid
        }
        Ok(())
    }
}

fn fault<E>(error: vl53_8x8::Error<E>) -> Fault {
    match error {
        vl53_8x8::Error::Bus(_) => Fault::Bus,
        _ => Fault::TimeOfFlight,
    }
}
