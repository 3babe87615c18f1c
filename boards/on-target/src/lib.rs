//! What the tests share: networks, the comparison with the host's hashes, and what the chip needs.
#![no_std]

// in the order of the imports
pub mod networks;
pub mod trace;
pub mod streams;
pub mod learning;
mod print;
mod clock;
pub mod check;
mod chip;

use embedded_test as _; // `main`

/// The test of one network, `notebookN` of [`networks`], in a binary of its own: all its cases,
/// with the weights that the compiler made.
#[macro_export]
macro_rules! preset {
    ($name:ident) => {
        use on_target as _; // what the chip needs to start

        #[cfg($name)] // set by build.rs where it fits
        mod network {
            use core::cell::RefCell;
            use critical_section::Mutex;
            use lissom::Fixed16;
            use on_target::{check, networks::$name as map};

            static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
            static STATE: Mutex<RefCell<map::State<Fixed16>>> =
                Mutex::new(RefCell::new(map::State::new()));

            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));

            pub fn run() {
                let lissom = WEIGHTS.frozen_lissom();
                critical_section::with(|guard| {
                    let state = &mut *STATE.borrow_ref_mut(guard);
                    check::all(stringify!($name), &CASES, |picture, observer| {
                        lissom.settle(picture, state, observer);
                    });
                });
            }
        }

        #[cfg($name)]
        #[embedded_test::tests(default_timeout = 300)]
        mod tests {
            #[test]
            fn equals_the_host() {
                super::network::run();
            }
        }

        #[cfg(not($name))]
        #[embedded_test::tests]
        mod tests {
            #[test]
            #[ignore = "its network is too large for this chip"]
            fn too_large_for_this_chip() {}
        }
    };
}
