//! Unpacks the page's module. LZMA finds what the five number formats have in common over a
//! megabyte, where a server's gzip sees 32 KiB of it.
//!
//! [`room`] says where to write the packed bytes; [`unpack`] returns where the unpacked ones are
//! and how many, or none where the bytes are damaged.

use lzma_rust2::LzmaReader;
use std::{cell::RefCell, io::Read};

/// The most memory that unpacking may take, in KiB.
const MOST_KIB: u32 = 1 << 17;

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

/// The bytes of a file of LZMA.
///
/// # Errors
///
/// Where it is none, or damaged.
pub fn unpacked(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    LzmaReader::new_mem_limit(packed, MOST_KIB, None)?.read_to_end(&mut bytes)?;
    Ok(bytes)
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
        assert!(unpacked(&packed[..packed.len() / 2]).is_err());
        assert!(unpacked(b"nonsense").is_err());
    }
}
