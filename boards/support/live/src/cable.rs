//! USB: a serial port (CDC-ACM) over which pictures come and settled activity goes.

use crate::pictures::{Arrived, COUNTERS, From, Into, Settled, announce};
use core::{cell::Cell, fmt::Write};
use embassy_futures::{
    join::join3,
    select::{Either, select},
};
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
use embassy_usb::{
    Builder, Config,
    class::cdc_acm::{self, CdcAcmClass, ControlChanged},
    driver::Driver,
};
use heapless::String;
use lissom_link::{Activity, Frame, Receiver, Refusal, picture_bytes};
use static_cell::{ConstStaticCell, StaticCell};

/// pid.codes' number for tests. A board that leaves its maker's desk needs one of its own.
const IDS: (u16, u16) = (0x1209, 0x0001);

/// The side of the largest picture that a host may send.
pub const MOST_PIXELS: u8 = 64;

/// The bytes of a full packet.
const PACKET: usize = 64;

/// Refusals to be sent. The counters in each tell of those that found no room.
static REFUSALS: Channel<CriticalSectionRawMutex, Refusal, 4> = Channel::new();

/// What a board says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Port {
    /// The chip's number, by which a host tells boards apart.
    pub serial: u64,
    /// Milliamperes at most.
    pub power: u16,
    /// Settling steps.
    pub steps: u16,
    /// Ticks a second of the clock that measures settling.
    pub clock: u32,
}

/// Plugs the board in, and talks for ever.
///
/// # Panics
///
/// The second time.
pub async fn talk<D: Driver<'static>, const SIDE: usize, const V1: usize>(
    driver: D,
    port: Port,
    arriving: Into<Arrived<SIDE>>,
    answering: From<Settled<V1>>,
) {
    static SERIAL: StaticCell<String<16>> = StaticCell::new();
    let serial = SERIAL.init(String::new());
    let _ = write!(serial, "{:016X}", port.serial); // it fits
    let mut config = Config::new(IDS.0, IDS.1);
    config.manufacturer = Some("lissom");
    config.product = Some("Live retina");
    config.serial_number = Some(serial);
    config.max_power = port.power;
    static CONFIGURATION: ConstStaticCell<[u8; 128]> = ConstStaticCell::new([0; 128]);
    static CONTROL: ConstStaticCell<[u8; 64]> = ConstStaticCell::new([0; 64]);
    static STATE: StaticCell<cdc_acm::State<'static>> = StaticCell::new();
    let (configuration, control) = (CONFIGURATION.take(), CONTROL.take());
    let mut builder = Builder::new(driver, config, configuration, &mut [], &mut [], control);
    let state = STATE.init(cdc_acm::State::new());
    let class = CdcAcmClass::new(&mut builder, state, PACKET as u16);
    let mut device = builder.build();
    let (sender, receiver, control) = class.split_with_control();
    let out = Out { sender, control };
    join3(device.run(), read(receiver, arriving), write(out, port, answering)).await;
}

/// Puts pictures on retinas. With none free it does not read, and the host waits.
async fn read<D: Driver<'static>, const SIDE: usize>(
    mut port: cdc_acm::Receiver<'static, D>,
    mut arriving: Into<Arrived<SIDE>>,
) -> ! {
    let mut receiver = Receiver::<{ picture_bytes(MOST_PIXELS) }>::new();
    let mut packet = [0; PACKET];
    loop {
        port.wait_connection().await;
        while let Ok(len) = port.read_packet(&mut packet).await {
            let mut bytes = packet.get(..len).unwrap_or_default();
            loop {
                let free = arriving.send().await;
                let Some(received) = receiver.show(&mut bytes, &mut free.retina) else { break };
                COUNTERS.lock(|counters| counters.set(receiver.counters()));
                match received {
                    Ok(sequence) => {
                        free.sequence = sequence;
                        arriving.send_done();
                        announce();
                    }
                    Err(refusal) => refuse(refusal),
                }
            }
        }
        // unplugged, or reset by the host
        if let Some(refusal) = receiver.cut() {
            COUNTERS.lock(|counters| counters.set(receiver.counters()));
            refuse(refusal);
        }
    }
}

/// To be sent, unless too many wait already.
fn refuse(refusal: Refusal) {
    let _ = REFUSALS.try_send(refusal);
}

/// The port's end that sends, and whether a program has it open.
struct Out<D: Driver<'static>> {
    sender: cdc_acm::Sender<'static, D>,
    control: ControlChanged<'static>,
}

/// Sends answers and refusals, if anybody listens.
async fn write<D: Driver<'static>, const V1: usize>(
    mut out: Out<D>,
    port: Port,
    mut answering: From<Settled<V1>>,
) -> ! {
    loop {
        match select(answering.receive(), REFUSALS.receive()).await {
            Either::First(settled) => {
                let Settled { sequence, ticks, ref v1 } = *settled;
                let activity = Activity {
                    steps: port.steps,
                    cycles: ticks,
                    clock: port.clock,
                    counters: COUNTERS.lock(Cell::get),
                    ..Activity::new(sequence, v1)
                };
                out.send(&activity.frame()).await;
                answering.receive_done();
            }
            Either::Second(refusal) => out.send(&refusal.frame()).await,
        }
    }
}

impl<D: Driver<'static>> Out<D> {
    /// Sends a frame, or as much of it as there is a program to read it.
    async fn send(&mut self, frame: &Frame<'_>) {
        let Self { sender, control } = self;
        let closed = async {
            while control.dtr() {
                control.control_changed().await;
            }
        };
        let sent = async {
            // a packet that is not full ends the host's transfer: none needs an empty one after it
            let (mut wire, mut packet) = (frame.bytes(), [0; PACKET - 1]);
            loop {
                let len = wire.fill(&mut packet);
                let Some(piece @ [_, ..]) = packet.get(..len) else { return };
                if sender.write_packet(piece).await.is_err() {
                    return; // unplugged
                }
            }
        };
        select(closed, sent).await;
    }
}
