//! A board behind a wire, which does what the firmware does.

use lissom::Fixed16;
use lissom_link::{Activity, Receiver, picture_bytes};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread::{self, JoinHandle},
};

lissom::network!(pub mod map = lissom::Params::notebook(24));

/// The firmware's loop; `spoil` sees each answer before it goes out, and may end the connection.
pub fn board(mut wire: impl Read + Write, mut spoil: impl FnMut(&mut Vec<u8>) -> bool) {
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill().expect("the preset is right");
    let network = weights.lissom().expect("the preset is right");
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    let mut receiver = Receiver::<{ picture_bytes(64) }>::new();
    let mut packet = [0; 64];
    loop {
        let mut bytes = match wire.read(&mut packet) {
            Ok(0) | Err(_) => return,
            Ok(len) => &packet[..len],
        };
        while let Some(received) = receiver.show(&mut bytes, &mut retina) {
            let frame = match received {
                Ok(sequence) => {
                    let v1 = network.settle(&retina, &mut state, &mut ());
                    let (counters, clock) = (receiver.counters(), 1_000_000);
                    let answer = Activity::new(sequence, v1);
                    Activity { steps: 9, cycles: 5000, clock, counters, ..answer }.frame()
                }
                Err(refusal) => refusal.frame(),
            };
            let mut answer = frame.bytes().collect();
            let go_on = spoil(&mut answer);
            if wire.write_all(&answer).is_err() || !go_on {
                return;
            }
        }
    }
}

/// Waits for one connection. Returns the port to give to the command.
pub fn listen(serve: impl FnOnce(TcpStream) + Send + 'static) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let thread = thread::spawn(move || serve(listener.accept().expect("somebody comes").0));
    (format!("tcp:{address}"), thread)
}

pub fn joined(board: JoinHandle<()>) {
    board.join().expect("the board did not panic");
}
