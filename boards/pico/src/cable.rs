//! USB: a serial port (CDC-ACM) over which pictures come and settled activity goes.
//!
//! Runs on an executor of its own in an interrupt, above the show: settling takes the core for tens
//! of milliseconds, and a host gives up on a device that does not answer its control transfers. The
//! other way round nothing here takes longer than making one retina of one picture.

use crate::{
    MOST_PIXELS,
    clock::HERTZ,
    live::{self, Arrived, COUNTERS, From, Into, Settled},
    map,
};
use core::cell::Cell;
use embassy_futures::{
    join::join3,
    select::{Either, select},
};
use embassy_rp::{peripherals::USB, usb::Driver};
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
use embassy_usb::{
    Builder, Config,
    class::cdc_acm::{self, CdcAcmClass},
};
use lissom_link::{Activity, Frame, Receiver, Refusal, picture_bytes};
use static_cell::{ConstStaticCell, StaticCell};

type Bus = Driver<'static, USB>;

/// Refusals to be sent. The counters in each tell of those that found no room.
static REFUSALS: Channel<CriticalSectionRawMutex, Refusal, 4> = Channel::new();

/// The bytes of a full packet.
const PACKET: usize = 64;

/// Plugs the board in, and talks for ever.
#[embassy_executor::task]
pub async fn talk(bus: Bus, arriving: Into<Arrived>, answering: From<Settled>) {
    // pid.codes' number for tests and demonstrations
    let mut config = Config::new(0x1209, 0x0001);
    config.manufacturer = Some("lissom");
    config.product = Some("Live retina");
    config.max_power = 100;
    static CONFIGURATION: ConstStaticCell<[u8; 128]> = ConstStaticCell::new([0; 128]);
    static CONTROL: ConstStaticCell<[u8; 64]> = ConstStaticCell::new([0; 64]);
    static STATE: StaticCell<cdc_acm::State<'static>> = StaticCell::new();
    let (configuration, control) = (CONFIGURATION.take(), CONTROL.take());
    let mut builder = Builder::new(bus, config, configuration, &mut [], &mut [], control);
    let state = STATE.init(cdc_acm::State::new());
    let port = CdcAcmClass::new(&mut builder, state, PACKET as u16);
    let mut device = builder.build();
    let (to, from) = port.split();
    join3(device.run(), read(from, arriving), write(to, answering)).await;
}

/// Puts pictures on retinas. With none free it does not read, and the host waits.
async fn read(mut port: cdc_acm::Receiver<'static, Bus>, mut arriving: Into<Arrived>) -> ! {
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
                        live::announce();
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

/// Sends answers and refusals, if anybody listens.
async fn write(mut port: cdc_acm::Sender<'static, Bus>, mut answering: From<Settled>) -> ! {
    loop {
        match select(answering.receive(), REFUSALS.receive()).await {
            Either::First(settled) => {
                let Settled { sequence, cycles, ref v1 } = *settled;
                let activity = Activity {
                    steps: map::PARAMS.steps,
                    cycles,
                    clock: HERTZ,
                    counters: COUNTERS.lock(Cell::get),
                    ..Activity::new(sequence, v1)
                };
                send(&mut port, &activity.frame()).await;
                answering.receive_done();
            }
            Either::Second(refusal) => send(&mut port, &refusal.frame()).await,
        }
    }
}

async fn send(port: &mut cdc_acm::Sender<'static, Bus>, frame: &Frame<'_>) {
    if !port.dtr() {
        return; // no program has the port open
    }
    // a packet that is not full ends the host's transfer: none needs an empty one after it
    let (mut wire, mut packet) = (frame.bytes(), [0; PACKET - 1]);
    loop {
        let len = wire.fill(&mut packet);
        let Some(piece @ [_, ..]) = packet.get(..len) else { return };
        if port.write_packet(piece).await.is_err() {
            return; // unplugged
        }
    }
}
