//! QEMU's firmware configuration device: named files between QEMU and the firmware, copied by DMA.
//!
//! The only file with `unsafe`. All numbers are big-endian; they and the names are those of QEMU's
//! specification of fw_cfg.
#![allow(unsafe_code)]

use core::sync::atomic::{Ordering, fence};

/// The DMA's address register of the board virt: the upper half, and the lower, which starts it.
const DMA_HIGH: usize = 0x1010_0010;
const DMA_LOW: usize = 0x1010_0014;

const ERROR: u32 = 1 << 0;
const READ: u32 = 1 << 1;
/// The upper half of the control word then is the file to choose.
const SELECT: u32 = 1 << 3;
const WRITE: u32 = 1 << 4;

/// The file that lists all others.
const DIRECTORY: u16 = 0x19;
/// The bytes of its entries: size, key, two of nothing, and the name, which ends with a zero.
const ENTRY: usize = 64;
const KEY: usize = 4;
const NAME: usize = 8;

/// What the device is asked to do.
#[repr(C, align(8))]
struct Request {
    control: u32,
    length: u32,
    address: u64,
}

/// A file of the device.
#[derive(Debug, Clone, Copy)]
pub struct File(u16);

impl File {
    /// The file of a name, if QEMU has it.
    pub fn named(name: &[u8]) -> Option<Self> {
        let mut count = [0; 4];
        read(SELECT | u32::from(DIRECTORY) << 16, &mut count)?;
        for _ in 0..u32::from_be_bytes(count) {
            let mut entry = [0; ENTRY];
            read(0, &mut entry)?; // the next bytes of the directory
            if entry[NAME..].split(|&byte| byte == 0).next() == Some(name) {
                return Some(Self(u16::from_be_bytes([entry[KEY], entry[KEY + 1]])));
            }
        }
        None
    }

    /// Writes the file from its start.
    pub fn write(self, bytes: &[u8]) -> Option<()> {
        transfer(SELECT | WRITE | u32::from(self.0) << 16, bytes.as_ptr() as u32, bytes.len())
    }
}

fn read(control: u32, bytes: &mut [u8]) -> Option<()> {
    transfer(control | READ, bytes.as_mut_ptr() as u32, bytes.len())
}

/// The caller owns `length` bytes at `address`, to be written if `control` says read.
fn transfer(control: u32, address: u32, length: usize) -> Option<()> {
    let mut request = Request {
        control: control.to_be(),
        length: (length as u32).to_be(),
        address: u64::from(address).to_be(),
    };
    let request = &raw mut request;
    fence(Ordering::SeqCst); // the device sees what was written before
    // SAFETY: the two registers of this board are aligned and have 32 bits. The device changes the
    // bytes asked for and `control` alone, which is read back as volatile.
    let control = unsafe {
        (DMA_HIGH as *mut u32).write_volatile(0);
        (DMA_LOW as *mut u32).write_volatile((request as u32).to_be());
        loop {
            let control = u32::from_be((&raw const (*request).control).read_volatile());
            if control & !ERROR == 0 {
                break control;
            }
        }
    };
    fence(Ordering::SeqCst);
    (control & ERROR == 0).then_some(())
}
