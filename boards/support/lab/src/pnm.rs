//! The header of a PBM, PGM or PPM file.

use std::io::{self, BufRead, ErrorKind, Read};

/// The longest header that is read: magic, three numbers, and comments.
const LONGEST: u64 = 1 << 16;

/// The first bytes of a file, up to its samples, without comments: netpbm lets a comment touch the
/// number before it and ends that number there, as `image` does not.
pub fn header(input: impl BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = input.take(LONGEST).bytes();
    let mut next = || bytes.next().unwrap_or_else(|| Err(ErrorKind::UnexpectedEof.into()));
    let mut header = vec![next()?, next()?];
    let numbers = match header[1] {
        b'1' | b'4' => 2,
        b'2' | b'3' | b'5' | b'6' => 3,
        _ => return Ok(header), // PAM's lines are read well
    };
    for _ in 0..numbers {
        header.extend(b" ");
        let digits = header.len();
        loop {
            let mut byte = next()?;
            if byte == b'#' {
                while !matches!(byte, b'\n' | b'\r') {
                    byte = next()?;
                }
            }
            if !byte.is_ascii_whitespace() {
                header.push(byte);
            } else if header.len() > digits {
                break;
            }
        }
    }
    header.push(b'\n');
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_numbers_stay() {
        for (file, expected, rest) in [
            ("P5\n4 3\n255\n\n#ab", "P5 4 3 255\n", "\n#ab"),
            ("P2 12# feep\n10#x\n15#y\n0 1", "P2 12 10 15\n", "0 1"),
            ("P4#c\r #d\n 1\t2 ab", "P4 1 2\n", "ab"),
            ("P7\nWIDTH 1", "P7", "\nWIDTH 1"),
            ("P6 1x 2 3 a", "P6 1x 2 3\n", "a"),
        ] {
            let mut input = file.as_bytes();
            assert_eq!(header(&mut input).unwrap(), expected.as_bytes(), "{file:?}");
            assert_eq!(input, rest.as_bytes(), "{file:?}");
        }
        assert!(header(&b"P5 1 #"[..]).is_err() && header(&b"P"[..]).is_err());
    }
}
