//! A UART as the port, by way of a driver that buffers both directions.

use crate::port::Wire;
use embedded_hal_nb::serial::{Read, Write};

/// The ends of a UART. Nothing makes a host wait there: the first must keep what comes while
/// nobody reads, [`LONGEST`](crate::LONGEST) bytes at least. The second may wait for the wire; it
/// need not where it has room for an answer ([`answer_bytes`](crate::answer_bytes)).
#[derive(Debug)]
pub struct Uart<R, T>(pub R, pub T);

impl<R: Read, T: Write> Wire for Uart<R, T> {
    /// A byte that came to harm is missing: the frame's checksum tells.
    fn read(&mut self) -> Option<u8> {
        self.0.read().ok()
    }

    fn write(&mut self, byte: u8) -> bool {
        self.1.write(byte).is_ok()
    }

    /// Bytes go by themselves.
    fn flush(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_hal_nb::{
        nb,
        serial::{ErrorKind, ErrorType},
    };

    /// What a wire delivers, last first, and whether it takes a byte.
    struct End(std::vec::Vec<nb::Result<u8, ErrorKind>>, bool);

    impl ErrorType for End {
        type Error = ErrorKind;
    }

    impl Read for End {
        fn read(&mut self) -> nb::Result<u8, ErrorKind> {
            self.0.pop().unwrap_or(Err(nb::Error::WouldBlock))
        }
    }

    impl Write for End {
        fn write(&mut self, byte: u8) -> nb::Result<(), ErrorKind> {
            if !self.1 {
                return Err(nb::Error::WouldBlock);
            }
            self.0.push(Ok(byte));
            Ok(())
        }

        fn flush(&mut self) -> nb::Result<(), ErrorKind> {
            unreachable!("would wait")
        }
    }

    #[test]
    fn what_is_not_there_is_not_waited_for() {
        let come = std::vec![Ok(7), Err(nb::Error::Other(ErrorKind::Overrun)), Ok(9)];
        let mut wire = Uart(End(come, true), End(std::vec![], true));
        assert_eq!(
            [wire.read(), wire.read(), wire.read(), wire.read()],
            [Some(9), None, Some(7), None]
        );
        assert!(wire.write(3));
        wire.flush();
        assert_eq!(wire.1.read(), Ok(3));
        wire.1.1 = false;
        assert!(!wire.write(4));
    }
}
