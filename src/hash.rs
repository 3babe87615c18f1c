//! The FNV-1a hash, in 32 and 64 bits: Fowler, Noll and Vo.

/// The 32-bit hash of no bytes.
pub(crate) const FNV32: u32 = 0x811c_9dc5;
/// The 64-bit hash of no bytes.
pub(crate) const FNV64: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash with one byte more.
pub(crate) const fn fnv32(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The hash with one byte more.
pub(crate) const fn fnv64(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values that the authors publish.
    #[test]
    fn foobar() {
        let bytes = || b"foobar".iter().copied();
        assert_eq!(bytes().fold(FNV32, fnv32), 0xbf9c_f968);
        assert_eq!(bytes().fold(FNV64, fnv64), 0x8594_4171_f739_67e8);
    }
}
