//! Sensors of 8 × 8 cells on I2C: a VL53L5CX or an AMG8833, whichever answers.

use embassy_rp::{
    i2c::{Blocking, Error as BusError, I2c},
    peripherals::I2C1,
};
use embassy_time::{Delay, Duration, Instant, block_for};
use embedded_hal_async::delay::DelayNs;
use lissom::storage::block_on;
use lissom_demo::{Frame, NEARNESS, Sensor, WARMTH, nearness, warmth};
use static_cell::StaticCell;
use vl53_8x8::{BlockingI2c, DEFAULT_ADDRESS, RangingMode, Resolution};

pub type Bus = I2c<'static, I2C1, Blocking>;

/// The one that answers.
pub enum Connected {
    Tof(TimeOfFlight),
    Thermal(Thermal),
}

/// Why there is no frame.
#[derive(Debug)]
pub enum Fault {
    /// No sensor is on the bus.
    Nobody,
    /// The bus failed.
    Bus,
    /// The time-of-flight sensor says that something is wrong.
    TimeOfFlight,
}

impl From<BusError> for Fault {
    fn from(_: BusError) -> Self {
        Self::Bus
    }
}

impl Connected {
    /// Starts the sensor on a bus.
    pub fn start(mut bus: Bus) -> Result<Self, Fault> {
        block_for(Duration::from_millis(50)); // until an AMG8833 answers
        if bus.blocking_write(DEFAULT_ADDRESS, &[0, 0]).is_ok() {
            return TimeOfFlight::start(bus).map(Self::Tof);
        }
        for address in Thermal::ADDRESSES {
            if bus.blocking_write(address, &Thermal::NORMAL_MODE).is_ok() {
                return Ok(Self::Thermal(Thermal { bus, address, last: Instant::now() }));
            }
        }
        Err(Fault::Nobody)
    }

    /// Its name, and the range below which it sees nothing.
    pub const fn kind(&self) -> (&'static str, u16) {
        match self {
            Self::Tof(_) => ("VL53L5CX", NEARNESS),
            Self::Thermal(_) => ("AMG8833", WARMTH),
        }
    }
}

impl Sensor for Connected {
    type Error = Fault;

    fn read(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        match self {
            Self::Tof(sensor) => sensor.read(frame),
            Self::Thermal(sensor) => sensor.read(frame),
        }
    }
}

/// An AMG8833. It does not say when a frame is ready: ten are, in a second.
pub struct Thermal {
    bus: Bus,
    address: u8,
    /// When the last frame was read.
    last: Instant,
}

impl Thermal {
    /// By its pin AD_SELECT.
    const ADDRESSES: [u8; 2] = [0x69, 0x68];
    const NORMAL_MODE: [u8; 2] = [0x00, 0x00];
    const PIXELS: u8 = 0x80;
    const PERIOD: Duration = Duration::from_millis(100);

    fn read(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        while self.last.elapsed() < Self::PERIOD {}
        let mut registers = [0; size_of::<Frame>()];
        // in one transfer: the sensor then does not mix two frames
        let read = self.bus.blocking_write_read(self.address, &[Self::PIXELS], &mut registers);
        self.last = Instant::now();
        read?;
        let (pairs, _) = registers.as_chunks();
        for (cell, &pair) in frame.iter_mut().zip(pairs) {
            *cell = warmth(u16::from_le_bytes(pair));
        }
        Ok(())
    }
}

/// A VL53L5CX, or a VL53L7CX or VL53L8CX.
pub struct TimeOfFlight(&'static mut Driver);

type Driver = vl53_8x8::Sensor<BlockingI2c<Bus>, Waiting>;

/// The driver, with its buffers: too large for the stack.
pub static DRIVER: StaticCell<Driver> = StaticCell::new();

/// Waits while the driver has nothing else to do.
pub struct Waiting;

impl DelayNs for Waiting {
    async fn delay_ns(&mut self, nanoseconds: u32) {
        embedded_hal::delay::DelayNs::delay_ns(&mut Delay, nanoseconds);
    }
}

type TofFault = vl53_8x8::Error<BusError>;

impl TimeOfFlight {
    /// The most frames a second with 8 × 8 cells.
    const RATE: u8 = 15;

    /// Sends the firmware, 86 KB.
    fn start(bus: Bus) -> Result<Self, Fault> {
        let sensor = DRIVER.init_with(|| vl53_8x8::Sensor::new(BlockingI2c(bus), Waiting));
        let started: Result<(), TofFault> = block_on(async {
            sensor.init().await?;
            sensor.set_resolution(Resolution::Res8x8).await?;
            sensor.set_ranging_mode(RangingMode::Continuous).await?;
            sensor.set_ranging_frequency_hz(Self::RATE).await?;
            sensor.start_ranging().await
        });
        started.map(|()| Self(sensor)).map_err(fault)
    }

    fn read(&mut self, frame: &mut Frame) -> Result<(), Fault> {
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

fn fault(error: TofFault) -> Fault {
    match error {
        vl53_8x8::Error::Bus(_) => Fault::Bus,
        _ => Fault::TimeOfFlight,
    }
}
