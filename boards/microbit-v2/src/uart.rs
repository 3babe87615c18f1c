//! The serial port of the board's interface chip, at 115 200 baud: the nRF52833's plain UART, which
//! takes what comes in its interrupt. It has 6 bytes for what comes while others have that.

use core::cell::RefCell;
use critical_section::Mutex;
use embassy_nrf::{
    Peri, bind_interrupts,
    gpio::{Flex, OutputDrive, Pull},
    interrupt::typelevel::{Handler, Interrupt as _, UARTE0},
    pac::{
        UART0,
        uart::vals::{Baudrate, Enable},
    },
    peripherals::{P0_06, P1_08},
};
use heapless::Deque;
use lissom_serial::{LONGEST, Wire};

static COME: Mutex<RefCell<Deque<u8, LONGEST>>> = Mutex::new(RefCell::new(Deque::new()));

bind_interrupts!(struct Interrupts {
    UARTE0 => Take;
});

/// Takes what has come. What finds no room is lost, as the frame's checksum will tell.
struct Take;

impl Handler<UARTE0> for Take {
    #[allow(unsafe_code)] // asked for by embassy-nrf
    unsafe fn on_interrupt() {
        UART0.events_rxdrdy().write_value(0); // with each read the next byte raises it anew
        let byte = UART0.rxd().read().rxd();
        critical_section::with(|guard| {
            let _ = COME.borrow_ref_mut(guard).push_back(byte);
        });
    }
}

/// The port. Nothing makes a host wait.
pub struct Uart {
    /// A byte was given and its end not seen yet.
    sends: bool,
}

impl Uart {
    /// Starts it at the pins of the interface chip.
    pub fn new(tx: Peri<'static, P0_06>, rx: Peri<'static, P1_08>) -> Self {
        let (mut idle, mut listens) = (Flex::new(tx), Flex::new(rx));
        idle.set_high();
        idle.set_as_output(OutputDrive::Standard);
        listens.set_as_input(Pull::Up);
        core::mem::forget((idle, listens)); // dropped, they would be let go
        UART0.psel().txd().write(|pin| pin.set_pin(6));
        UART0.psel().rxd().write(|pin| {
            pin.set_port(true);
            pin.set_pin(8);
        });
        UART0.baudrate().write(|rate| rate.set_baudrate(Baudrate::Baud115200));
        UART0.enable().write(|uart| uart.set_enable(Enable::Enabled));
        UART0.tasks_startrx().write_value(1);
        UART0.tasks_starttx().write_value(1);
        UART0.intenset().write(|interrupt| interrupt.set_rxdrdy(true));
        #[expect(unsafe_code, reason = "the handler is there")]
        // SAFETY: no critical section relies on this interrupt's mask.
        unsafe {
            UARTE0::enable();
        }
        Self { sends: false }
    }
}

impl Wire for Uart {
    fn read(&mut self) -> Option<u8> {
        critical_section::with(|guard| COME.borrow_ref_mut(guard).pop_front())
    }

    fn write(&mut self, byte: u8) -> bool {
        if self.sends && UART0.events_txdrdy().read() == 0 {
            return false;
        }
        UART0.events_txdrdy().write_value(0);
        UART0.txd().write(|register| register.set_txd(byte));
        self.sends = true;
        true
    }

    /// Bytes go by themselves.
    fn flush(&mut self) {}
}
