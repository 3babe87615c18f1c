//! Push buttons, asked often.

use crate::board::{Buttons, Clock, Press};

/// Milliseconds in which contacts bounce.
const BOUNCE: u32 = 20;
/// Milliseconds of a long press.
const LONG: u32 = 500;

/// A button that counts when it is let go. As a board's only one: a press asks for the next
/// picture, a long press for the next view.
///
/// ```
/// use lissom_demo::{Button, Buttons, Clock, Press};
/// use std::cell::Cell;
/// struct Milliseconds<'a>(&'a Cell<u32>);
/// impl Clock for Milliseconds<'_> {
///     const TICKS_PER_MILLISECOND: u32 = 1;
///     fn ticks(&mut self) -> u32 { self.0.get() }
/// }
/// let (down, now) = (Cell::new(false), Cell::new(u32::MAX - 5));
/// let mut button = Button::new(|| down.get(), Milliseconds(&now));
/// let mut press = |is_down, wait| {
///     down.set(is_down);
///     let press = button.press();
///     now.set(now.get().wrapping_add(wait));
///     press
/// };
/// assert_eq!([press(true, 3), press(false, 9)], [None, None]); // a bounce
/// assert_eq!([press(true, 90), press(false, 9)], [None, Some(Press::Stimulus)]);
/// assert_eq!([press(true, 900), press(true, 0)], [None, None]);
/// assert_eq!(press(false, 9), Some(Press::View));
/// assert_eq!(press(false, 9), None);
/// ```
#[derive(Debug)]
pub struct Button<D, C> {
    is_down: D,
    clock: C,
    since: Option<u32>,
}

impl<D: FnMut() -> bool, C: Clock> Button<D, C> {
    /// `is_down` reads the pin.
    pub const fn new(is_down: D, clock: C) -> Self {
        Self { is_down, clock, since: None }
    }

    /// For how many milliseconds it was held, once after each press.
    pub fn held(&mut self) -> Option<u32> {
        let now = self.clock.ticks();
        if (self.is_down)() {
            self.since.get_or_insert(now);
            return None;
        }
        let ticks = now.wrapping_sub(self.since.take()?);
        let held = ticks / C::TICKS_PER_MILLISECOND.max(1);
        (held >= BOUNCE).then_some(held)
    }
}

impl<D: FnMut() -> bool, C: Clock> Buttons for Button<D, C> {
    fn press(&mut self) -> Option<Press> {
        let held = self.held()?;
        Some(if held < LONG { Press::Stimulus } else { Press::View })
    }
}

/// Two buttons.
#[derive(Debug)]
pub struct Pair<A, B> {
    /// Asks for the next picture.
    pub stimulus: A,
    /// Asks for the next view.
    pub view: B,
}

impl<A, B, C, D> Buttons for Pair<Button<A, C>, Button<B, D>>
where
    A: FnMut() -> bool,
    B: FnMut() -> bool,
    C: Clock,
    D: Clock,
{
    fn press(&mut self) -> Option<Press> {
        let stimulus = self.stimulus.held().map(|_| Press::Stimulus);
        stimulus.or_else(|| self.view.held().map(|_| Press::View))
    }
}
