//! The evaluation board's OLED: 128×64 pixels of 16 greys behind an SSD0323, on SSI0.
//!
//! The only file with `unsafe`: registers are reached by volatile reads and writes. Register names
//! and offsets are those of the LM3S6965 data sheet, commands those of the SSD0323 data sheet.
#![allow(unsafe_code)]

use core::convert::Infallible;
use embedded_graphics::{pixelcolor::Gray4, prelude::*};
use lissom_demo::Screen;

/// RCGC1, run mode clock gating: bit 4 starts SSI0.
const RCGC1: usize = 0x400F_E104;
/// RCGC2, run mode clock gating: bits 0, 2 and 3 start the ports A, C and D.
const RCGC2: usize = 0x400F_E108;

/// Port A: clock (bit 2), chip select (bit 3) and data out (bit 5) of SSI0.
const PORT_A: usize = 0x4000_4000;
/// Port C: bit 7 is the OLED's D/C, high for data, low for commands.
const PORT_C: usize = 0x4000_6000;
/// Port D: bit 0 deselects the SD card, which shares SSI0; the OLED is then the one selected.
const PORT_D: usize = 0x4000_7000;
/// GPIODATA: address bits 9 to 2 are a mask of the pins that an access touches.
const fn gpio_data(port: usize, pins: u32) -> usize {
    port + ((pins as usize) << 2)
}
/// GPIODIR: 1 makes a pin an output.
const GPIO_DIR: usize = 0x400;
/// GPIOAFSEL: 1 hands a pin to its peripheral.
const GPIO_AFSEL: usize = 0x420;
/// GPIODEN: 1 connects a pin.
const GPIO_DEN: usize = 0x51C;

const SSI0: usize = 0x4000_8000;
/// SSICR0: frame format. Bits 3 to 0 are the word's bits less 1, bit 6 is SPO, bit 7 SPH.
const SSI_CR0: usize = SSI0;
/// SSICR1: bit 1 enables the port; 0 makes it a master.
const SSI_CR1: usize = SSI0 + 0x04;
/// SSIDR: a write sends, a read receives.
const SSI_DR: usize = SSI0 + 0x08;
/// SSISR: bit 1 is set while there is room to send, bit 2 when a word was received, bit 4 while
/// busy.
const SSI_SR: usize = SSI0 + 0x0C;
/// SSICPSR: the clock's divisor, even.
const SSI_CPSR: usize = SSI0 + 0x10;

const SSI_PINS: u32 = 1 << 2 | 1 << 3 | 1 << 5;
const DATA_PIN: u32 = 1 << 7;
const SD_PIN: u32 = 1 << 0;

fn read(register: usize) -> u32 {
    // SAFETY: called with the constants above only: registers of this chip, aligned, of 32 bits.
    unsafe { (register as *const u32).read_volatile() }
}

fn write(register: usize, value: u32) {
    // SAFETY: as in `read`; none of these registers makes the hardware touch memory.
    unsafe { (register as *mut u32).write_volatile(value) }
}

fn set(register: usize, bits: u32) {
    write(register, read(register) | bits);
}

const WIDTH: usize = 128;
const HEIGHT: usize = 64;
/// Two pixels in a byte, the left one in the upper half.
const ROW: usize = WIDTH / 2;

/// The picture to be shown.
pub struct Frame([u8; ROW * HEIGHT]);

impl Frame {
    /// Black.
    pub const fn new() -> Self {
        Self([0; ROW * HEIGHT])
    }
}

/// The OLED. Drawing goes to the frame; [`flush`](Screen::flush) shows it.
pub struct Oled {
    frame: &'static mut Frame,
}

impl Oled {
    /// Starts the port and the display.
    pub fn new(frame: &'static mut Frame) -> Self {
        set(RCGC1, 1 << 4);
        set(RCGC2, 1 << 0 | 1 << 2 | 1 << 3);
        read(RCGC2); // the ports' clocks need a few cycles

        set(PORT_A + GPIO_AFSEL, SSI_PINS);
        set(PORT_A + GPIO_DEN, SSI_PINS);
        for (port, pin) in [(PORT_C, DATA_PIN), (PORT_D, SD_PIN)] {
            set(port + GPIO_DIR, pin);
            set(port + GPIO_DEN, pin);
        }
        write(gpio_data(PORT_D, SD_PIN), SD_PIN);

        write(SSI_CR1, 0);
        write(SSI_CPSR, 2);
        write(SSI_CR0, 7 | 1 << 6 | 1 << 7); // 8 bits, clock idle high, sampled on its second edge
        write(SSI_CR1, 1 << 1);

        command(&[0xAE]); // display off
        command(&[0xA0, 0x52]); // addresses run along a row; the glass is wired bottom up, interleaved
        command(&[0xA1, 0, 0xA2, 0x4C]); // start line, offset
        command(&[0xA8, HEIGHT as u8 - 1]); // lines
        command(&[0x81, 0x70, 0x86]); // contrast, full current
        command(&[0xA4, 0xAD, 0x02]); // show memory as it is; DC-DC converter off
        command(&[0xAF]); // display on
        Self { frame }
    }
}

fn command(bytes: &[u8]) {
    write(gpio_data(PORT_C, DATA_PIN), 0);
    send(bytes);
}

fn send(bytes: &[u8]) {
    for &byte in bytes {
        while read(SSI_SR) & 1 << 1 == 0 {}
        write(SSI_DR, u32::from(byte));
        // a word comes in for each sent, from nowhere; QEMU stops sending when 8 of them wait
        while read(SSI_SR) & 1 << 2 != 0 {
            read(SSI_DR);
        }
    }
    while read(SSI_SR) & 1 << 4 != 0 {} // D/C must not change before the last bit is out
}

impl OriginDimensions for Oled {
    fn size(&self) -> Size {
        Size::new(WIDTH as u32, HEIGHT as u32)
    }
}

impl DrawTarget for Oled {
    type Color = Gray4;
    type Error = Infallible;

    fn draw_iter<I>(&mut self, pixels: I) -> Result<(), Infallible>
    where
        I: IntoIterator<Item = Pixel<Gray4>>,
    {
        for Pixel(Point { x, y }, grey) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { continue };
            if x >= WIDTH || y >= HEIGHT {
                continue;
            }
            let pair = &mut self.frame.0[y * ROW + x / 2];
            *pair = if x % 2 == 0 {
                *pair & 0x0F | grey.luma() << 4
            } else {
                *pair & 0xF0 | grey.luma()
            };
        }
        Ok(())
    }
}

impl Screen for Oled {
    fn flush(&mut self) -> Result<(), Infallible> {
        command(&[0x15, 0, ROW as u8 - 1]); // columns, of two pixels
        command(&[0x75, 0, HEIGHT as u8 - 1]); // rows
        write(gpio_data(PORT_C, DATA_PIN), DATA_PIN);
        send(&self.frame.0);
        Ok(())
    }
}
