//! `Params::notebook(16)` with 8-bit weights: V1's hash is the one that `tests/settle.rs` finds on
//! the host.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

use on_target as _; // what the chip needs to start

#[embedded_test::tests(default_timeout = 300)]
mod tests {
    use core::cell::RefCell;
    use critical_section::Mutex;
    use lissom::{Fixed8, Fixed16, Sheet, input::OrientedGaussian};
    use on_target::networks::notebook16 as map;

    static WEIGHTS: map::Weights<Fixed8> = map::Weights::frozen();
    static PICTURE: map::Retina<Fixed16> = Sheet::<Fixed16, 16>::frozen(OrientedGaussian {
        row: 7.0,
        column: 8.5,
        sigma_row: 1.0,
        sigma_column: 3.0,
        orientation: 30.0,
    });
    static STATE: Mutex<RefCell<map::State<Fixed16>>> = Mutex::new(RefCell::new(map::State::new()));

    #[test]
    fn equals_the_host() {
        critical_section::with(|guard| {
            let state = &mut *STATE.borrow_ref_mut(guard);
            let v1 = WEIGHTS.frozen_lissom().settle(&PICTURE, state, &mut ());
            assert_eq!(v1.hash(), 0x154c_22da);
        });
    }
}
