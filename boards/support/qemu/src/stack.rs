//! How deep the stack has been.
#![allow(unsafe_code)] // the stack itself is read

use core::ptr::addr_of;

unsafe extern "C" {
    // from cortex-m-rt's link.x: the stack grows from the start down to the end
    static _stack_start: u32;
    static _stack_end: u32;
}

/// Bytes of the stack that no longer hold what cortex-m-rt has painted it with.
pub fn used() -> u32 {
    let (end, start) = (addr_of!(_stack_end), addr_of!(_stack_start));
    let mut deepest = end;
    // SAFETY: link.x gives these words to the stack alone; volatile, as its users know nothing of
    // this
    while deepest < start && unsafe { deepest.read_volatile() } == cortex_m_rt::STACK_PAINT_VALUE {
        deepest = deepest.wrapping_add(1);
    }
    (start as usize - deepest as usize) as u32
}
