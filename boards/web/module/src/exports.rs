//! What JavaScript calls.
//!
//! A request is JSON, with bytes beside it: `text(length)` and `bytes(length)` say where to write
//! them, `request()` answers, and returns where its text and its bytes are and how long they are,
//! as four numbers of 32 bits. They stay there until the next request.

use crate::Desk;
use std::cell::RefCell;

#[derive(Default)]
struct Exchange {
    desk: Desk,
    text: Vec<u8>,
    bytes: Vec<u8>,
    answer: (String, Vec<u8>),
    places: [u32; 4],
}

thread_local! {
    static EXCHANGE: RefCell<Exchange> = RefCell::default();
}

fn room(of: impl FnOnce(&mut Exchange) -> &mut Vec<u8>, length: usize) -> *mut u8 {
    EXCHANGE.with_borrow_mut(|exchange| {
        let buffer = of(exchange);
        buffer.clear();
        buffer.resize(length, 0);
        buffer.as_mut_ptr()
    })
}

/// Where to write a request's text, in UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn text(length: usize) -> *mut u8 {
    room(|exchange| &mut exchange.text, length)
}

/// Where to write a request's bytes.
#[unsafe(no_mangle)]
pub extern "C" fn bytes(length: usize) -> *mut u8 {
    room(|exchange| &mut exchange.bytes, length)
}

/// Answers: where its text is, how long it is, and the same of its bytes.
#[unsafe(no_mangle)]
pub extern "C" fn request() -> *const u32 {
    EXCHANGE.with_borrow_mut(|exchange| {
        let Exchange { desk, text, bytes, answer, places } = exchange;
        let reply = desk.request(text, bytes);
        *answer = (reply.text.to_string(), reply.bytes);
        bytes.clear();
        let (text, bytes) = (answer.0.as_bytes(), &answer.1);
        *places = [
            text.as_ptr().addr() as u32,
            text.len() as u32,
            bytes.as_ptr().addr() as u32,
            bytes.len() as u32,
        ];
        places.as_ptr()
    })
}
