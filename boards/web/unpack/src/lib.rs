//! Unpacks the page's module. LZMA finds what the five number formats have in common over a
//! megabyte, where a server's gzip sees 32 KiB of it.
//!
//! [`room`] says where to write the packed bytes; [`unpack`] returns where the unpacked ones are
//! and how many, or none where the bytes are damaged.

use lzma_rust2::{Action, LzmaStream, Status};
use std::cell::RefCell;

/// The most memory that unpacking may take, in KiB.
const MOST_KIB: u32 = 1 << 17;
/// Bytes that are unpacked at a time.
const PIECE: usize = 1 << 16;

#[derive(Default)]
struct Exchange {
    bytes: Vec<u8>,
    place: [u32; 2],
}

thread_local! {
    static EXCHANGE: RefCell<Exchange> = RefCell::default();
}

/// Where to write the packed bytes.
#[allow(unsafe_code)] // `no_mangle` alone
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    EXCHANGE.with_borrow_mut(|exchange| {
        exchange.bytes = vec![0; length];
        exchange.bytes.as_mut_ptr()
    })
}

/// Unpacks them: where the bytes are, and how many.
#[allow(unsafe_code)] // `no_mangle` alone
#[unsafe(no_mangle)]
pub extern "C" fn unpack() -> *const u32 {
    EXCHANGE.with_borrow_mut(|exchange| {
        exchange.bytes = unpacked(&exchange.bytes).unwrap_or_default();
        let Exchange { bytes, place } = exchange;
        *place = [bytes.as_ptr().addr() as u32, bytes.len() as u32];
        place.as_ptr()
    })
}

/// The bytes of a file of LZMA; none where it is damaged or cut.
pub fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut stream = LzmaStream::new_mem_limit(MOST_KIB, None);
    let (mut rest, mut bytes, mut piece) = (packed, Vec::new(), vec![0; PIECE]);
    loop {
        let done = stream.process(rest, &mut piece, Action::Finish).ok()?;
        rest = rest.get(done.bytes_consumed..)?;
        bytes.extend_from_slice(piece.get(..done.bytes_produced)?);
        match done.status {
            Status::StreamEnd => return Some(bytes),
            Status::Ok if done.bytes_consumed + done.bytes_produced == 0 => return None,
            Status::Ok => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzma_rust2::{LzmaOptions, LzmaWriter};
    use std::io::Write;

    #[test]
    fn what_is_packed_comes_back() {
        let bytes: Vec<_> = (0..100_000_u32).flat_map(|i| (i / 7).to_le_bytes()).collect();
        let (options, size) = (LzmaOptions::with_preset(9), bytes.len() as u64);
        let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(size)).unwrap();
        writer.write_all(&bytes).unwrap();
        let packed = writer.finish().unwrap();
        assert_eq!(unpacked(&packed).unwrap(), bytes);
        assert_eq!(unpacked(&packed[..packed.len() / 2]), None);
        assert_eq!([unpacked(b"nonsense"), unpacked(b"")], [None, None]);
    }
}
