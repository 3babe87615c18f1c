//! What an input is read as.

use lissom_fuzz::input::{Input, numbers};

#[test]
fn numbers_come_back() {
    let written = [0.1, -1e300, f64::INFINITY];
    let bytes = numbers(&written);
    let mut input = Input::new(&bytes);
    assert_eq!(written.map(|_| input.number()), written);
    assert!(input.is_empty());
    assert_eq!((input.number(), input.below(7), input.rest()), (0.0, 0, &[][..]));
}
