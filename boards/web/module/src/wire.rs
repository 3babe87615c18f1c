//! Both ends of a board's cable: the page's, and a board's own where there is none.

use crate::shown::Shown;
use lissom::{DynSheet, Fixed16, Network, Params, Sheet, State, side::Dyn};
use lissom_experiment::error::Error;
use lissom_link::{Activity, Message, Picture, Receiver, activity_bytes, picture_bytes};
use serde_json::{Value, json};

/// The largest side of a board's V1 that the page listens to.
const MOST_UNITS: u8 = 64;
/// The largest picture that a board takes.
const MOST_PIXELS: u8 = 64;

/// The page's end.
pub struct Listener(Box<Receiver<{ activity_bytes(MOST_UNITS) }>>);

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Listener({})", self.0.counters())
    }
}

impl Listener {
    /// At the beginning of a stream.
    pub fn new() -> Self {
        Self(Box::new(Receiver::new()))
    }

    /// What bytes of the stream end: an object for each message, and the last activity.
    pub fn receive(&mut self, mut bytes: &[u8]) -> (Vec<Value>, Option<Vec<f64>>) {
        let (mut said, mut activity) = (Vec::new(), None);
        while let Some(received) = self.0.receive(&mut bytes) {
            said.push(match received {
                Ok(Message::Activity(answer)) => {
                    let units = 0..answer.v1.len();
                    let value = |unit| answer.v1.get(unit).map_or(0.0, |x| x.to_num());
                    activity = Some(units.map(value).collect());
                    let Activity { sequence, steps, side, hash, cycles, clock, .. } = answer;
                    let hash = format!("{hash:08x}");
                    json!({"kind": "activity", "sequence": sequence, "steps": steps,
                        "side": side, "hash": hash, "cycles": cycles, "clock": clock})
                }
                Ok(Message::Refusal(refusal)) => json!({"kind": "refusal",
                    "sequence": refusal.sequence, "cause": refusal.cause.name()}),
                Ok(Message::Picture(_)) => json!({"kind": "echo"}),
                Err(refusal) => json!({"kind": "noise", "cause": refusal.cause.name()}),
            });
        }
        (said, activity)
    }
}

/// A picture as it is sent.
///
/// # Errors
///
/// One of more than 64 × 64 pixels.
pub fn frame(shown: &Shown, sequence: u16, retina: usize) -> Result<Vec<u8>, Error> {
    let Shown::Grey { side, pixels } = shown.grey(retina) else { return Ok(Vec::new()) };
    match u8::try_from(side) {
        Ok(side) if side <= MOST_PIXELS => {
            let picture = Picture { sequence, width: side, height: side, pixels: &pixels };
            Ok(picture.frame().bytes().collect())
        }
        _ => Err(Error::new(format!(
            "a board takes pictures of at most {MOST_PIXELS} × {MOST_PIXELS} pixels, not {side}"
        ))),
    }
}

/// The side of a board without hardware: the Pico's.
const BOARD: usize = 24;

/// The other end: a network as the Pico has it, with the board's own loop over the bytes that
/// come.
pub struct Board {
    receiver: Box<Receiver<{ picture_bytes(MOST_PIXELS) }>>,
    network: Network<Fixed16>,
    retina: DynSheet<Fixed16>,
    state: State<Fixed16, Dyn, Dyn>,
    v1: Box<Sheet<Fixed16, BOARD>>,
}

impl std::fmt::Debug for Board {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Board({})", self.receiver.counters())
    }
}

impl Board {
    /// One that has just been plugged in.
    pub fn new() -> Result<Self, Error> {
        let network = Network::new(&Params::notebook(BOARD), 1)?;
        let (retina, state) = (network.retina(), network.state());
        let (receiver, v1) = (Box::new(Receiver::new()), Box::new(Sheet::new()));
        Ok(Self { receiver, network, retina, state, v1 })
    }

    /// What it answers to some bytes.
    pub fn packet(&mut self, mut bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let Self { receiver, network, retina, state, v1 } = self;
        let mut answer = Vec::new();
        while let Some(received) = receiver.show(&mut bytes, retina) {
            match received {
                Ok(sequence) => {
                    let settled = network.settle(retina, state, &mut ())?;
                    v1.fill_with(|row, column| settled.unit(row, column));
                    let (steps, counters) = (network.params().steps, receiver.counters());
                    let activity = Activity { steps, counters, ..Activity::new(sequence, v1) };
                    answer.extend(activity.frame().bytes());
                }
                Err(refusal) => answer.extend(refusal.frame().bytes()),
            }
        }
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::input::OrientedGaussian;

    #[test]
    fn a_picture_comes_back_as_activity() {
        let gaussian = OrientedGaussian::round(12.0, 12.0, 2.0);
        let shown = Shown::Gaussian(gaussian, 1.0);
        let (mut board, mut listener) = (Board::new().unwrap(), Listener::new());
        let answer = board.packet(&frame(&shown, 7, BOARD).unwrap()).unwrap();
        // in pieces, as a port gives them
        let (front, back) = answer.split_at(answer.len() / 2);
        assert_eq!(listener.receive(front).0, Vec::<Value>::new());
        let (said, activity) = listener.receive(back);
        assert_eq!((said.len(), &said[0]["sequence"]), (1, &json!(7)));
        assert_eq!(activity.map(|v1| v1.len()), Some(BOARD * BOARD));
        let network = Network::<Fixed16>::new(&Params::notebook(BOARD), 1).unwrap();
        let (mut retina, mut state) = (network.retina(), network.state());
        shown.grey(BOARD).paint(&mut retina);
        let hash = network.settle(&retina, &mut state, &mut ()).unwrap().hash();
        assert_eq!(said[0]["hash"], json!(format!("{hash:08x}")));
    }

    #[test]
    fn noise_is_refused_and_the_next_frame_is_read() {
        let (mut board, mut listener) = (Board::new().unwrap(), Listener::new());
        let mut bytes = frame(&Shown::Nothing, 1, BOARD).unwrap();
        bytes[20] ^= 0x40;
        bytes.extend(frame(&Shown::Nothing, 2, BOARD).unwrap());
        let (said, _) = listener.receive(&board.packet(&bytes).unwrap());
        assert_eq!(said[0]["kind"], "refusal");
        assert_eq!(said.last().map(|last| &last["sequence"]), Some(&json!(2)));
        let large = Shown::Grey { side: 65, pixels: vec![0; 65 * 65] };
        let why = frame(&large, 1, BOARD).unwrap_err();
        assert_eq!(why.line(), "a board takes pictures of at most 64 × 64 pixels, not 65");
    }
}
