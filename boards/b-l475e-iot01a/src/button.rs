//! One button for two wishes.

use crate::clock::SysTick;
use lissom_demo::{Buttons, Clock, Press};
use stm32l4xx_hal::gpio::{ErasedPin, Input, PullUp};

/// Shorter is a bounce.
const BOUNCE: u32 = 20 * SysTick::TICKS_PER_MILLISECOND;
/// Longer is a wish for the next view.
const LONG: u32 = 600 * SysTick::TICKS_PER_MILLISECOND;

/// The blue button, low while pressed.
pub struct Button {
    pin: ErasedPin<Input<PullUp>>,
    /// When it was pressed, while it is.
    since: Option<u32>,
}

impl Button {
    /// Not pressed.
    pub const fn new(pin: ErasedPin<Input<PullUp>>) -> Self {
        Self { pin, since: None }
    }
}

impl Buttons for Button {
    /// A press counts when it ends.
    fn press(&mut self) -> Option<Press> {
        let now = SysTick.ticks();
        if self.pin.is_low() {
            self.since.get_or_insert(now);
            return None;
        }
        match now.wrapping_sub(self.since.take()?) {
            ..BOUNCE => None,
            BOUNCE..LONG => Some(Press::Stimulus),
            LONG.. => Some(Press::View),
        }
    }
}
