//! Push buttons, asked often.

use crate::board::{Buttons, Clock, Press};

/// Milliseconds in which contacts bounce.
const BOUNCE: u32 = 20;
/// Milliseconds of a long press.
const LONG: u32 = 500;
/// Milliseconds of the longest press, which counts while the button is still down.
const LONGEST: u32 = 2000;

/// A button that counts when it is let go, or when it was held for two seconds.
///
/// | held for | show | [learning](Button::learning) |
/// |---|---|---|
/// | a moment | next picture | pause, or go on |
/// | half a second | next view | stop to learn, or go on |
/// | two seconds | pause, or go on | forget what was learned |
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
/// assert_eq!([press(true, 900), press(false, 9)], [None, Some(Press::View)]);
/// assert_eq!([press(true, 2000), press(true, 9)], [None, Some(Press::Pause)]);
/// assert_eq!([press(true, 5000), press(false, 9)], [None, None]); // each once
/// ```
#[derive(Debug)]
pub struct Button<D, C> {
    is_down: D,
    clock: C,
    presses: [Press; 3],
    state: State,
}

/// Since when a button is down, in ticks.
#[derive(Debug, Clone, Copy)]
enum State {
    Up,
    Down(u32),
    /// And its longest press has counted.
    Counted,
}

impl<D: FnMut() -> bool, C: Clock> Button<D, C> {
    /// `is_down` reads the pin.
    pub const fn new(is_down: D, clock: C) -> Self {
        let presses = [Press::Stimulus, Press::View, Press::Pause];
        Self { is_down, clock, presses, state: State::Up }
    }

    /// For firmware that learns.
    pub const fn learning(self) -> Self {
        self.presses([Press::Pause, Press::Train, Press::Reset])
    }

    /// What a short press asks for, a long one, and the longest.
    pub const fn presses(mut self, presses: [Press; 3]) -> Self {
        self.presses = presses;
        self
    }
}

impl<D: FnMut() -> bool, C: Clock> Buttons for Button<D, C> {
    fn press(&mut self) -> Option<Press> {
        let now = self.clock.ticks();
        let is_down = (self.is_down)();
        let State::Down(since) = self.state else {
            match (self.state, is_down) {
                (State::Up, true) => self.state = State::Down(now),
                (_, false) => self.state = State::Up,
                _ => {}
            }
            return None;
        };
        let [short, long, longest] = self.presses;
        let held = now.wrapping_sub(since) / C::TICKS_PER_MILLISECOND.max(1);
        if is_down && held < LONGEST {
            return None;
        }
        self.state = if is_down { State::Counted } else { State::Up };
        match held {
            ..BOUNCE => None,
            BOUNCE..LONG => Some(short),
            LONG..LONGEST => Some(long),
            LONGEST.. => Some(longest),
        }
    }
}

/// Two buttons.
///
/// | | show | [learning](Pair::learning) |
/// |---|---|---|
/// | the first | next picture | pause, or go on |
/// | held for half a second | pause, or go on | |
/// | held for two seconds | | forget what was learned |
/// | the second | next view | stop to learn, or go on |
#[derive(Debug)]
pub struct Pair<A, B> {
    first: A,
    second: B,
}

impl<A, B, C, D> Pair<Button<A, C>, Button<B, D>>
where
    A: FnMut() -> bool,
    B: FnMut() -> bool,
    C: Clock,
    D: Clock,
{
    /// Of whatever the buttons asked for alone nothing is left.
    pub const fn new(first: Button<A, C>, second: Button<B, D>) -> Self {
        Self {
            first: first.presses([Press::Stimulus, Press::Pause, Press::Pause]),
            second: second.presses([Press::View; 3]),
        }
    }

    /// For firmware that learns.
    pub const fn learning(mut self) -> Self {
        self.first.presses = [Press::Pause, Press::Pause, Press::Reset];
        self.second.presses = [Press::Train; 3];
        self
    }
}

impl<A: Buttons, B: Buttons> Buttons for Pair<A, B> {
    fn press(&mut self) -> Option<Press> {
        self.first.press().or_else(|| self.second.press())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{cell::Cell, rc::Rc, vec::Vec};

    #[derive(Clone)]
    struct Time(Rc<Cell<u32>>);

    impl Clock for Time {
        const TICKS_PER_MILLISECOND: u32 = 4;

        fn ticks(&mut self) -> u32 {
            self.0.get()
        }
    }

    /// What is asked for when the buttons change to these states at these milliseconds, while
    /// they are looked at each millisecond.
    fn asked(learning: bool, changes: &[(u32, [bool; 2])]) -> Vec<Press> {
        let time = Time(Rc::new(Cell::new(u32::MAX - 40)));
        let down = Cell::new([false; 2]);
        let button = |n: usize| {
            let down = &down;
            Button::new(move || down.get()[n], time.clone())
        };
        let mut pair = Pair::new(button(0), button(1));
        if learning {
            pair = pair.learning();
        }
        let mut asked = Vec::new();
        for &(wait, state) in changes {
            for _ in 0..wait {
                time.0.set(time.0.get().wrapping_add(4));
                asked.extend(pair.press());
            }
            down.set(state);
            asked.extend(pair.press());
        }
        asked
    }

    const UP: [bool; 2] = [false, false];
    const FIRST: [bool; 2] = [true, false];
    const SECOND: [bool; 2] = [false, true];

    #[test]
    fn how_long_it_is_held() {
        let held = |time| [(5, FIRST), (time, UP), (50, UP)];
        for (time, show, learning) in [
            (19, None, None),
            (20, Some(Press::Stimulus), Some(Press::Pause)),
            (499, Some(Press::Stimulus), Some(Press::Pause)),
            (500, Some(Press::Pause), Some(Press::Pause)),
            (1999, Some(Press::Pause), Some(Press::Pause)),
            (2000, Some(Press::Pause), Some(Press::Reset)),
            (9000, Some(Press::Pause), Some(Press::Reset)),
        ] {
            assert_eq!(asked(false, &held(time)), Vec::from_iter(show), "{time}");
            assert_eq!(asked(true, &held(time)), Vec::from_iter(learning), "{time}");
        }
        assert_eq!(asked(false, &[(1, SECOND), (700, UP)]), [Press::View]);
        assert_eq!(asked(true, &[(1, SECOND), (70, UP)]), [Press::Train]);
    }

    /// The longest press is told before the button is let go, and contacts bounce at both ends.
    #[test]
    fn it_bounces() {
        let down = [(5, FIRST), (3, UP), (2, FIRST), (1, UP), (4, FIRST)];
        let up = [(80, UP), (2, FIRST), (3, UP), (1, FIRST), (2, UP), (90, UP)];
        assert_eq!(asked(false, &[&down[..], &up[..]].concat()), [Press::Stimulus]);
        assert_eq!(asked(true, &[&down[..], &[(2001, FIRST)]].concat()), [Press::Reset]);
    }

    #[test]
    fn both_at_once() {
        let both = [true, true];
        let asked = asked(false, &[(5, both), (100, UP), (9, UP)]);
        assert_eq!(asked, [Press::Stimulus, Press::View]);
    }
}
