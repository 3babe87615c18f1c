//! Button A: the next picture. Button B: the next view.

use embedded_hal::digital::InputPin;
use lissom_demo::{Buttons, Press};

/// Calls for which a button must read the same before it counts; the show calls some thousand times a second.
const STEADY: u8 = 20;

/// Two buttons, low while pressed.
pub struct Pair<A, B> {
    a: Debounced<A>,
    b: Debounced<B>,
}

struct Debounced<P> {
    pin: P,
    pressed: bool,
    changed_for: u8,
}

impl<P: InputPin> Debounced<P> {
    const fn new(pin: P) -> Self {
        Self { pin, pressed: false, changed_for: 0 }
    }

    /// Whether a press begins.
    fn begins(&mut self) -> bool {
        let low = self.pin.is_low().unwrap_or(false);
        self.changed_for = if low == self.pressed { 0 } else { self.changed_for + 1 };
        if self.changed_for < STEADY {
            return false;
        }
        (self.pressed, self.changed_for) = (low, 0);
        low
    }
}

impl<A: InputPin, B: InputPin> Pair<A, B> {
    /// Not pressed.
    pub const fn new(a: A, b: B) -> Self {
        Self { a: Debounced::new(a), b: Debounced::new(b) }
    }
}

impl<A: InputPin, B: InputPin> Buttons for Pair<A, B> {
    fn press(&mut self) -> Option<Press> {
        let (a, b) = (self.a.begins(), self.b.begins());
        match (a, b) {
            (true, _) => Some(Press::Stimulus),
            (_, true) => Some(Press::View),
            _ => None,
        }
    }
}
