//! Arm's two-wire port SBCon: two bits that software moves. Writes only, to one device at a time.
//!
//! The only file with `unsafe`: registers are reached by volatile reads and writes. The addresses
//! are those of the boards' application notes for the connector of shield 1.
#![allow(unsafe_code)]

/// Where the port is.
#[derive(Debug, Clone, Copy)]
pub enum Port {
    /// AN385, AN386, AN500.
    Mps2 = 0x4002_A000,
    /// AN505, by the secure alias.
    Mps2Secure = 0x5020_D000,
    /// AN547, by the secure alias.
    Mps3Secure = 0x5920_6000,
}

/// Clock and data, bits of all registers.
const SCL: u32 = 1 << 0;
const SDA: u32 = 1 << 1;
/// Read: the lines as they are. Written: the bits set let their line rise.
const SB_CONTROL_SET: usize = 0x0;
/// Written: the bits set pull their line down.
const SB_CONTROL_CLEAR: usize = 0x4;

/// A device did not acknowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAcknowledged;

/// The master of the bus.
pub struct I2c {
    port: Port,
}

impl I2c {
    /// Both lines high: nothing is sent.
    pub fn new(port: Port) -> Self {
        let bus = Self { port };
        bus.rise(SDA);
        bus.rise(SCL);
        bus
    }

    /// Sends bytes to the device of a 7-bit address.
    pub fn write(
        &mut self,
        address: u8,
        bytes: impl IntoIterator<Item = u8>,
    ) -> Result<(), NotAcknowledged> {
        self.fall(SDA); // while SCL is high: start
        self.fall(SCL);
        let sent = self
            .byte(address << 1)
            .and_then(|()| bytes.into_iter().try_for_each(|byte| self.byte(byte)));
        self.fall(SDA);
        self.rise(SCL);
        self.rise(SDA); // while SCL is high: stop
        sent
    }

    fn byte(&mut self, byte: u8) -> Result<(), NotAcknowledged> {
        for bit in (0..8).rev() {
            if byte >> bit & 1 == 1 {
                self.rise(SDA)
            } else {
                self.fall(SDA)
            }
            self.rise(SCL);
            self.fall(SCL);
        }
        self.rise(SDA); // now the device's
        self.rise(SCL);
        let acknowledged = self.lines() & SDA == 0;
        self.fall(SCL);
        if acknowledged { Ok(()) } else { Err(NotAcknowledged) }
    }

    fn lines(&self) -> u32 {
        // SAFETY: a register of this board, aligned, of 32 bits; `board.rs` has chosen the port.
        unsafe { ((self.port as usize + SB_CONTROL_SET) as *const u32).read_volatile() }
    }

    fn rise(&self, line: u32) {
        self.set(SB_CONTROL_SET, line);
    }

    fn fall(&self, line: u32) {
        self.set(SB_CONTROL_CLEAR, line);
    }

    fn set(&self, register: usize, line: u32) {
        // SAFETY: as in `lines`; the port does not touch memory.
        unsafe { ((self.port as usize + register) as *mut u32).write_volatile(line) }
    }
}
