//! The port, which the show's buttons and its pictures share.

use core::cell::RefCell;
use lissom_demo::{Buttons, Press};

/// The bytes of a full packet.
const PACKET: usize = 64;

/// A serial port's hardware. Nothing of it waits.
pub trait Wire {
    /// The next byte that has come.
    fn read(&mut self) -> Option<u8>;
    /// Sends a byte, if there is room for it.
    fn write(&mut self, byte: u8) -> bool;
    /// Lets go what was written.
    fn flush(&mut self);
}

/// A wire, and what has come of a packet and was not looked at yet.
#[derive(Debug)]
pub struct Port<W>(RefCell<Buffer<W>>);

#[derive(Debug)]
struct Buffer<W> {
    wire: W,
    packet: [u8; PACKET],
    from: usize,
    to: usize,
}

impl<W: Wire> Port<W> {
    /// With nothing read.
    pub const fn new(wire: W) -> Self {
        Self(RefCell::new(Buffer { wire, packet: [0; PACKET], from: 0, to: 0 }))
    }

    /// Whether a byte has come.
    pub(crate) fn is_ready(&self) -> bool {
        let mut buffer = self.0.borrow_mut();
        buffer.fill();
        buffer.from < buffer.to
    }

    /// What `take` makes of the bytes that have come; it takes them off the front.
    pub(crate) fn read<T>(&self, take: impl FnOnce(&mut &[u8]) -> T) -> T {
        let mut buffer = self.0.borrow_mut();
        buffer.fill();
        let mut bytes = buffer.packet.get(buffer.from..buffer.to).unwrap_or_default();
        let taken = take(&mut bytes);
        buffer.from = buffer.to - bytes.len();
        taken
    }

    /// Sends a byte, if there is room for it.
    pub(crate) fn write(&self, byte: u8) -> bool {
        self.0.borrow_mut().wire.write(byte)
    }

    /// Lets go what was written.
    pub(crate) fn flush(&self) {
        self.0.borrow_mut().wire.flush();
    }
}

impl<W: Wire> Buffer<W> {
    /// Takes a new packet when the last one is used up.
    fn fill(&mut self) {
        if self.from < self.to {
            return;
        }
        (self.from, self.to) = (0, 0);
        for place in &mut self.packet {
            let Some(byte) = self.wire.read() else { break };
            *place = byte;
            self.to += 1;
        }
    }
}

/// A board's buttons; a byte that has come is as good as a press for the next picture.
#[derive(Debug)]
pub struct OrArrival<'a, B, W>(pub B, pub &'a Port<W>);

impl<B: Buttons, W: Wire> Buttons for OrArrival<'_, B, W> {
    fn press(&mut self) -> Option<Press> {
        let Self(buttons, port) = self;
        buttons.press().or_else(|| port.is_ready().then_some(Press::Stimulus))
    }
}
