//! Raspberry Pi's RP2040 and RP2350: their USB, and their watchdog.
#![no_std]

mod live;

use embassy_rp::{
    Peri,
    interrupt::typelevel::{Binding, Handler, USBCTRL_IRQ},
    pac,
    peripherals::{USB, WATCHDOG},
    usb::{Driver, InterruptHandler},
    watchdog::Watchdog,
};
use embassy_time::Duration;
use lissom_demo::Log;
use lissom_live::{Controller, Fault, Patient, VITALS, patient::LEFT, watch};

/// The chip's USB.
pub type Bus = Patient<Driver<'static, USB>, Registers>;

/// The register that outlives a restart, for what stood still.
const SCRATCH: usize = 0;

/// The board starts anew after this, if even the watch stands still: with interrupts off, or a task
/// that does not end.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Takes it.
pub fn usb(
    usb: Peri<'static, USB>,
    irq: impl Binding<USBCTRL_IRQ, InterruptHandler<USB>> + Binding<USBCTRL_IRQ, HostLeft>,
) -> Bus {
    Patient::new(Driver::new(usb, irq), Registers, &VITALS)
}

/// Those of the USB controller.
#[derive(Debug)]
pub struct Registers;

impl Controller for Registers {
    fn listen(&self) {
        critical_section::with(|_| pac::USB.inte().modify(|w| w.set_setup_req(true)));
    }

    fn has_left(&self) -> bool {
        let status = pac::USB.sie_status().read();
        status.setup_rec() || status.bus_reset()
    }

    fn take_back(&self) {
        pac::USB_DPRAM.ep_in_buffer_control(0).write(|_| {});
        pac::USB_DPRAM.ep_out_buffer_control(0).write(|_| {});
    }
}

/// USB's interrupt, before embassy-rp's handler: what was ready for a host that has left is taken
/// back before it asks again.
#[derive(Debug)]
pub struct HostLeft;

#[allow(unsafe_code)] // asked for by embassy-rp
impl Handler<USBCTRL_IRQ> for HostLeft {
    unsafe fn on_interrupt() {
        if Registers.has_left() {
            Registers.take_back();
            LEFT.wake();
        }
    }
}

/// The watchdog, before it watches.
#[expect(missing_debug_implementations)] // embassy's has none
pub struct Dog(Watchdog);

impl Dog {
    /// Takes it. If it has started the board anew the log has `restarted by the watchdog: <why>`:
    /// what stood still, or `core`.
    pub fn new(watchdog: Peri<'static, WATCHDOG>, log: &mut impl Log) -> Self {
        let mut watchdog = Watchdog::new(watchdog);
        if watchdog.reset_reason().is_some() {
            let fault = watchdog.get_scratch(SCRATCH);
            let known = [Fault::Show, Fault::Usb].into_iter().find(|&known| known as u32 == fault);
            let why = known.map_or("core", Fault::name);
            log.line(format_args!("restarted by the watchdog: {why}"));
        }
        Self(watchdog)
    }

    /// Watches for ever; not while a debugger holds a core.
    pub async fn watch(mut self) -> ! {
        self.0.set_scratch(SCRATCH, 0);
        self.0.pause_on_debug(true);
        self.0.start(TIMEOUT);
        watch(&VITALS, |fault| match fault {
            None => self.0.feed(TIMEOUT),
            Some(fault) => {
                self.0.set_scratch(SCRATCH, fault as u32);
                self.0.trigger_reset();
            }
        })
        .await
    }
}
