//! Signs of life. A board feeds its watchdog while there are: while the show goes on, and the host
//! goes on with each control transfer that it has begun.

use core::cell::Cell;
use embassy_sync::blocking_mutex::{Mutex, raw::CriticalSectionRawMutex};
use embassy_time::{Duration, Instant, Timer};

/// What stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// The show looks at no more pictures.
    Show = 1,
    /// A control transfer does not end: the port is of no more use.
    Usb = 2,
}

impl Fault {
    /// One word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Usb => "usb",
        }
    }
}

/// The longest that anything may stand still. A host that keeps to USB's rules gives a control
/// transfer up after these five seconds; a picture is shown for two.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How often [`watch`] looks.
pub const PULSE: Duration = Duration::from_millis(250);

/// When the show and the host have last gone on.
#[derive(Debug)]
pub struct Vitals(Mutex<CriticalSectionRawMutex, Cell<Times>>);

#[derive(Debug, Clone, Copy)]
struct Times {
    looked: Option<Instant>,
    waiting: Option<Instant>,
}

/// The board's.
pub static VITALS: Vitals = Vitals::new();

impl Vitals {
    /// Nothing has begun.
    pub const fn new() -> Self {
        Self(Mutex::new(Cell::new(Times { looked: None, waiting: None })))
    }

    fn change(&self, change: impl FnOnce(Times) -> Times) {
        self.0.lock(|times| times.set(change(times.get())));
    }

    /// The show has looked at a picture.
    pub fn looked(&self) {
        let now = Some(Instant::now());
        self.change(|times| Times { looked: now, ..times });
    }

    /// The board waits for the host in a control transfer from now on.
    pub(crate) fn waits(&self) {
        let now = Some(Instant::now());
        self.change(|times| Times { waiting: now, ..times });
    }

    /// And no longer.
    pub(crate) fn went_on(&self) {
        self.change(|times| Times { waiting: None, ..times });
    }

    /// What has stood still for longer than [`PATIENCE`].
    pub fn fault(&self) -> Option<Fault> {
        let Times { looked, waiting } = self.0.lock(Cell::get);
        let stands = |since: Option<Instant>| since.is_some_and(|since| since.elapsed() > PATIENCE);
        if stands(waiting) {
            Some(Fault::Usb)
        } else if stands(looked) {
            Some(Fault::Show)
        } else {
            None
        }
    }
}

impl Default for Vitals {
    fn default() -> Self {
        Self::new()
    }
}

/// Tells every [`PULSE`] what stands still, if anything does: the watchdog is to be fed, or to
/// bite.
pub async fn watch(vitals: &Vitals, mut tell: impl FnMut(Option<Fault>)) -> ! {
    loop {
        tell(vitals.fault());
        Timer::after(PULSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use embassy_time::MockDriver;

    #[test]
    fn what_stands_still_is_a_fault() {
        let _clock = crate::CLOCK.lock();
        let vitals = Vitals::new();
        let after = |duration| {
            MockDriver::get().advance(duration);
            vitals.fault()
        };
        let moment = Duration::from_millis(1);
        assert_eq!(after(2 * PATIENCE), None); // nothing has begun
        vitals.looked();
        assert_eq!(after(PATIENCE), None);
        assert_eq!(after(moment), Some(Fault::Show));
        vitals.waits();
        vitals.looked();
        assert_eq!(after(PATIENCE), None);
        assert_eq!(after(moment), Some(Fault::Usb));
        vitals.went_on();
        vitals.looked();
        assert_eq!(after(moment), None);
    }
}
