//! The wire: a serial device, or a TCP connection to an emulated board.

use lissom_experiment::error::Error;
use std::{
    io::{self, ErrorKind, Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel},
    thread,
    time::{Duration, Instant},
};

/// How long one call may wait before the deadline is looked at again.
const SLICE: Duration = Duration::from_millis(200);

/// An open wire. One thread reads it and one writes it: two ends that both write cannot block each
/// other, and a device that blocks, as terminals do when they are full, blocks no one else.
#[derive(Debug)]
pub struct Port {
    name: String,
    wire: Wire,
    pieces: Receiver<io::Result<Vec<u8>>>,
    jobs: Sender<Vec<u8>>,
    written: Receiver<io::Result<()>>,
}

#[derive(Debug)]
enum Wire {
    Serial(Box<dyn serialport::SerialPort>),
    Tcp(TcpStream),
}

impl Wire {
    fn serial(name: &str, baud: u32) -> io::Result<Self> {
        let mut port = serialport::new(name, baud).timeout(SLICE).open()?;
        // boards with USB wait for DTR before they send; pseudo-terminals have none
        let _ = port.write_data_terminal_ready(true);
        port.clear(serialport::ClearBuffer::Input)?;
        Ok(Self::Serial(port))
    }

    fn tcp(address: &str, timeout: Duration) -> io::Result<Self> {
        let mut failed = ErrorKind::AddrNotAvailable.into();
        for address in address.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, timeout) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    stream.set_read_timeout(Some(SLICE))?;
                    stream.set_write_timeout(Some(SLICE))?;
                    return Ok(Self::Tcp(stream));
                }
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    fn second(&self) -> io::Result<Self> {
        Ok(match self {
            Self::Serial(port) => Self::Serial(port.try_clone()?),
            Self::Tcp(stream) => Self::Tcp(stream.try_clone()?),
        })
    }
}

impl Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Serial(port) => port.read(buffer),
            Self::Tcp(stream) => stream.read(buffer),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Serial(port) => port.write(bytes),
            Self::Tcp(stream) => stream.write(bytes),
        }
    }

    /// Takes back what was not sent yet: closing a serial device may wait for it.
    fn discard(&self) {
        if let Self::Serial(port) = self {
            let _ = port.clear(serialport::ClearBuffer::Output);
        }
    }
}

/// Whether it says a host and a port.
fn is_address(address: &str) -> bool {
    address.rsplit_once(':').is_some_and(|(host, port)| {
        !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0)
    })
}

/// Whether it was only too early.
fn later(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

fn read_on(mut wire: Wire, pieces: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = [0; 4096];
    loop {
        let piece = match wire.read(&mut buffer) {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(len) => Ok(buffer[..len].to_vec()),
            Err(error) if later(&error) => continue,
            Err(error) => Err(error),
        };
        let end = piece.is_err();
        if pieces.send(piece).is_err() || end {
            return;
        }
    }
}

fn write_all(wire: &mut Wire, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match wire.write(bytes) {
            Ok(0) => return Err(ErrorKind::BrokenPipe.into()),
            Ok(len) => bytes = &bytes[len..],
            Err(error) if later(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Port {
    /// Opens a serial device, or `tcp:HOST:PORT`.
    pub fn open(name: &str, baud: u32, timeout: Duration) -> Result<Self, Error> {
        let failure = |error: io::Error| Error::new(format!("--port {name}: {error}"));
        let wire = match name.strip_prefix("tcp:") {
            Some(address) if !is_address(address) => {
                let why = "not tcp:HOST:PORT with a port of 1..=65535";
                return Err(Error::new(format!("--port {name}: {why}")));
            }
            Some(address) => Wire::tcp(address, timeout),
            None => Wire::serial(name, baud),
        }
        .map_err(failure)?;
        let reader = wire.second().map_err(failure)?;
        let (sender, pieces) = sync_channel(64);
        thread::spawn(move || read_on(reader, &sender));
        let mut writer = wire.second().map_err(failure)?;
        let (jobs, orders) = channel::<Vec<u8>>();
        let (report, written) = channel();
        thread::spawn(move || {
            let mut results = orders.iter().map(|bytes| write_all(&mut writer, &bytes));
            results.try_for_each(|result| report.send(result))
        });
        Ok(Self { name: name.to_owned(), wire, pieces, jobs, written })
    }

    /// Something about this wire.
    pub fn failure(&self, why: impl std::fmt::Display) -> Error {
        Error::new(format!("{}: {why}", self.name))
    }

    fn gone(&self, error: &io::Error) -> Error {
        match error.kind() {
            ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe => self.failure("the board is gone"),
            _ => self.failure(format!("the board is gone: {error}")),
        }
    }

    /// The next bytes; `None` if there are none before the deadline.
    pub fn read(&self, deadline: Instant) -> Result<Option<Vec<u8>>, Error> {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.pieces.recv_timeout(left) {
            Ok(Ok(piece)) => Ok(Some(piece)),
            Ok(Err(error)) => Err(self.gone(&error)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(self.failure("the board is gone")),
        }
    }

    /// Writes all bytes. After an error the port is of no more use.
    pub fn write(&self, bytes: Vec<u8>, deadline: Instant) -> Result<(), Error> {
        let gone = || self.failure("the board is gone");
        self.jobs.send(bytes).map_err(|_| gone())?;
        match self.written.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(result) => result.map_err(|error| self.gone(&error)),
            Err(RecvTimeoutError::Disconnected) => Err(gone()),
            Err(RecvTimeoutError::Timeout) => {
                self.wire.discard();
                Err(self.failure("the board takes no more bytes"))
            }
        }
    }
}
