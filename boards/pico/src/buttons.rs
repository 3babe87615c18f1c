//! The two buttons on the left of the Pico Display.

use embassy_rp::gpio::Input;
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
use embassy_time::{Duration, Ticker};
use lissom_demo::{Button, Buttons as _, Embassy, Pair, Press};

static PRESSES: Channel<CriticalSectionRawMutex, Press, 4> = Channel::new();

/// Looks every 10 ms: the next picture, or held a pause, and the next view.
#[embassy_executor::task]
pub async fn watch(pins: [Input<'static>; 2]) {
    let [a, b] = pins;
    let (a, b) = (Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let mut buttons = Pair::new(a, b);
    let mut ticker = Ticker::every(Duration::from_millis(10));
    loop {
        ticker.next().await;
        if let Some(press) = buttons.press() {
            // a fifth press that nobody has asked for yet is forgotten
            let _ = PRESSES.try_send(press);
        }
    }
}

/// Presses of both.
pub struct Buttons;

impl lissom_demo::Buttons for Buttons {
    fn press(&mut self) -> Option<Press> {
        PRESSES.try_receive().ok()
    }
}
