//! The two buttons on the left of the Pico Display.

use embassy_rp::gpio::Input;
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
use embassy_time::{Duration, Ticker};
use lissom_demo::Press;

static PRESSES: Channel<CriticalSectionRawMutex, Press, 4> = Channel::new();

/// Looks every 10 ms, which is longer than contacts bounce.
#[embassy_executor::task]
pub async fn watch(buttons: [(Input<'static>, Press); 2]) {
    let mut down = [false; 2];
    let mut ticker = Ticker::every(Duration::from_millis(10));
    loop {
        ticker.next().await;
        for (was, (button, press)) in down.iter_mut().zip(&buttons) {
            let is = button.is_low();
            if is && !*was {
                // a fifth press that nobody has asked for yet is forgotten
                let _ = PRESSES.try_send(*press);
            }
            *was = is;
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
