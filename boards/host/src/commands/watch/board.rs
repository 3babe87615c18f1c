//! A board that shows pictures to a network.

use super::{cells::Cells, port::Port};
use crate::{files::Files, picture};
use clap::Args;
use lissom::{Fixed16, Signal, number::Activity, sheet::hash};
use lissom_experiment::error::Error;
use lissom_link::{Counters, Message, Picture, Receiver, Refusal, activity_bytes};
use std::{
    fmt,
    path::Path,
    time::{Duration, Instant},
};

/// The options that say where the board is.
#[derive(Debug, Clone, Args)]
pub struct Wiring {
    /// The board's serial device, or tcp:HOST:PORT
    #[arg(long)]
    port: Option<String>,
    /// The serial device's speed; USB has none [default: 115200]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    baud: Option<u32>,
    /// Seconds to wait for the board before giving up
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, allow_negative_numbers = true)]
    timeout: f64,
}

/// The usual speed of a serial device.
const BAUD: u32 = 115_200;

/// The activity that a board sent.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The picture's.
    pub sequence: u16,
    /// V1's hash.
    pub hash: u32,
    /// Settling steps.
    pub steps: u16,
    /// Cycles that settling took.
    pub cycles: u32,
    /// Cycles a second.
    pub clock: u32,
    /// The board's.
    pub counters: Counters,
    /// V1, row by row.
    pub v1: Vec<Fixed16>,
}

impl Shown {
    /// V1 for the terminal.
    pub fn cells(&self) -> Cells {
        let levels: Vec<_> = self.v1.iter().map(|unit| unit.level()).collect();
        Cells::activity(Signal::Activity(&self.v1).side(), &levels)
    }

    /// Writes V1 as `<name>.png` into a folder.
    pub fn save(&self, folder: &Path, name: &str) -> Result<(), Error> {
        let mut files = Files::default();
        let v1: Vec<_> = self.v1.iter().map(|unit| unit.to_f64()).collect();
        files.png(name, picture::activity(&v1, 288));
        files.write(folder).map(|_| ())
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hash, steps, cycles, clock, .. } = self;
        write!(f, "hash {hash:08x} steps {steps} cycles {cycles}")?;
        if *clock > 0 {
            let ms = 1e3 * f64::from(*cycles) / f64::from(*clock);
            write!(f, " settle-ms {ms:.2}")?;
        }
        Ok(())
    }
}

/// What a board says.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A picture was shown.
    Shown(Shown),
    /// A frame was dropped.
    Refused(Refusal),
}

const LONGEST: usize = activity_bytes(u8::MAX);

/// An open connection to a board.
#[derive(Debug)]
pub struct Board {
    port: Port,
    timeout: Duration,
    receiver: Box<Receiver<LONGEST>>,
    piece: Vec<u8>,
    used: usize,
}

impl Board {
    /// Opens the wire.
    pub fn connect(wiring: &Wiring) -> Result<Self, Error> {
        let Wiring { port, baud, timeout } = wiring;
        let port = port.as_deref().ok_or_else(|| Error::new("missing: --port <PORT>"))?;
        if !(1e-3..=1e6).contains(timeout) {
            let message = format!("--timeout {timeout} is outside 0.001..=1000000 seconds");
            return Err(Error::new(message));
        }
        if baud.is_some() && port.starts_with("tcp:") {
            return Err(Error::new(format!("--baud: no effect on --port {port}")));
        }
        let timeout = Duration::from_secs_f64(*timeout);
        Ok(Self {
            port: Port::open(port, baud.unwrap_or(BAUD), timeout)?,
            timeout,
            receiver: Box::new(Receiver::new()),
            piece: Vec::new(),
            used: 0,
        })
    }

    /// When to give up waiting.
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.timeout
    }

    /// That the board did not do something in time.
    pub fn late(&self, what: &str) -> Error {
        self.port.failure(format!("{what} within {} s", self.timeout.as_secs_f64()))
    }

    /// Sends a picture.
    pub fn send(&self, picture: &Picture<'_>) -> Result<(), Error> {
        self.port.write(picture.frame().bytes().collect(), self.deadline())
    }

    /// The board's next answer; what is none is skipped. `None` if the deadline comes first.
    pub fn answer(&mut self, deadline: Instant) -> Result<Option<Answer>, Error> {
        loop {
            let mut bytes = &self.piece[self.used..];
            while let Some(received) = self.receiver.receive(&mut bytes) {
                self.used = self.piece.len() - bytes.len();
                match received {
                    Ok(Message::Activity(activity)) => {
                        let v1: Vec<Fixed16> = activity.v1.iter().collect();
                        if v1.is_empty() {
                            return Err(self.port.failure("the board sent a V1 without units"));
                        }
                        if hash(&v1) != activity.hash {
                            let why = "the board's hash is not that of its activity";
                            return Err(self.port.failure(why));
                        }
                        return Ok(Some(Answer::Shown(Shown {
                            sequence: activity.sequence,
                            hash: activity.hash,
                            steps: activity.steps,
                            cycles: activity.cycles,
                            clock: activity.clock,
                            counters: activity.counters,
                            v1,
                        })));
                    }
                    Ok(Message::Refusal(refusal)) => return Ok(Some(Answer::Refused(refusal))),
                    Ok(Message::Picture(_)) | Err(_) => {}
                }
            }
            if Instant::now() >= deadline {
                return Ok(None); // even if it never stops talking
            }
            match self.port.read(deadline) {
                Ok(Some(piece)) => (self.piece, self.used) = (piece, 0),
                Ok(None) => return Ok(None),
                Err(error) => {
                    return Err(self.said().map_or(error, |text| self.port.failure(text)));
                }
            }
        }
    }

    /// A line of text, with which the other end may say why it has gone.
    fn said(&self) -> Option<&str> {
        let text = str::from_utf8(&self.piece).ok()?.strip_suffix('\n')?;
        let is_line = !text.is_empty() && text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        is_line.then_some(text)
    }

    /// A line about what was damaged on its way here, if anything was.
    pub fn skipped(&self) -> String {
        match self.receiver.counters() {
            counters if counters.dropped() == 0 => String::new(),
            Counters { crc, length, size, unknown, overrun, .. } => format!(
                "skipped crc {crc} length {length} size {size} unknown {unknown} overrun {overrun}\n"
            ),
        }
    }
}
