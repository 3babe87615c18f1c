//! Sensors of 8 × 8 cells on I2C: a VL53L5CX or an AMG8833, whichever answers.
#![no_std]

mod report;
mod thermal;
mod time_of_flight;

pub use report::Report;
pub use thermal::Thermal;
pub use time_of_flight::{Driver, TimeOfFlight};

use embassy_time::{Duration, block_for};
use embedded_hal::i2c::I2c;
use lissom_demo::{Frame, NEARNESS, Sensor, WARMTH};
use static_cell::StaticCell;

/// The one that answers.
#[expect(missing_debug_implementations)] // the driver has none
pub enum Connected<B: I2c + 'static> {
    /// It measures distance.
    Tof(TimeOfFlight<B>),
    /// It measures warmth.
    Thermal(Thermal<B>),
}

/// Why there is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No sensor is on the bus.
    Nobody,
    /// The bus failed.
    Bus,
    /// The time-of-flight sensor says that something is wrong.
    TimeOfFlight,
}

impl<B: I2c> Connected<B> {
    /// Starts the sensor on a bus; a VL53L5CX's driver takes `room`, and its start two and a half
    /// seconds.
    ///
    /// # Errors
    ///
    /// No sensor answers, or it fails to start.
    ///
    /// # Panics
    ///
    /// If the room is taken.
    pub fn start(mut bus: B, room: &'static StaticCell<Driver<B>>) -> Result<Self, Fault> {
        block_for(Duration::from_millis(50)); // until an AMG8833 answers
        if bus.write(TimeOfFlight::<B>::ADDRESS, &[0, 0]).is_ok() {
            return TimeOfFlight::start(bus, room).map(Self::Tof);
        }
        let address = Thermal::<B>::ADDRESSES
            .into_iter()
            .find(|&address| bus.write(address, &Thermal::<B>::NORMAL_MODE).is_ok());
        address.map(|address| Self::Thermal(Thermal::new(bus, address))).ok_or(Fault::Nobody)
    }

    /// Its name, and the range below which it sees nothing.
    pub const fn kind(&self) -> (&'static str, u16) {
        match self {
            Self::Tof(_) => ("VL53L5CX", NEARNESS),
            Self::Thermal(_) => ("AMG8833", WARMTH),
        }
    }
}

impl<B: I2c> Sensor for Connected<B> {
    type Error = Fault;

    fn read(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        match self {
            Self::Tof(sensor) => sensor.read(frame),
            Self::Thermal(sensor) => sensor.read(frame),
        }
    }
}
