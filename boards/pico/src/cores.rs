//! Fork and join on both cores of the RP2040: the second core computes one half while the first
//! computes the other.
#![allow(unsafe_code)] // a closure goes from one core to the other

use core::{
    cell::Cell,
    sync::atomic::{AtomicBool, Ordering},
};
use cortex_m::asm;
use embassy_rp::{
    Peri,
    multicore::{Stack, spawn_core1},
    peripherals::CORE1,
};
use embassy_sync::blocking_mutex::{Mutex, raw::CriticalSectionRawMutex};
use lissom::Join;
use static_cell::ConstStaticCell;

/// A closure, and the function that calls it.
#[derive(Clone, Copy)]
struct Job {
    closure: *mut (),
    call: unsafe fn(*mut ()),
}

// SAFETY: `join` makes jobs of closures that are `Send` only
unsafe impl Send for Job {}

/// What the second core is to do next.
static JOB: Mutex<CriticalSectionRawMutex, Cell<Option<Job>>> = Mutex::new(Cell::new(None));
/// Whether it has done it.
static DONE: AtomicBool = AtomicBool::new(false);

/// The two cores.
pub struct Cores(());

impl Cores {
    /// Wakes the second core.
    ///
    /// # Panics
    ///
    /// The second time.
    pub fn start(second: Peri<'static, CORE1>) -> Self {
        static STACK: ConstStaticCell<Stack<2048>> = ConstStaticCell::new(Stack::new());
        spawn_core1(second, STACK.take(), || {
            loop {
                match JOB.lock(Cell::take) {
                    Some(job) => {
                        // SAFETY: `join` waits for DONE before the closure goes out of scope
                        unsafe { (job.call)(job.closure) }
                        DONE.store(true, Ordering::Release);
                        asm::sev();
                    }
                    None => asm::wfe(),
                }
            }
        });
        Self(())
    }
}

impl Join for Cores {
    type Half = ();

    fn join(&mut self, first: impl FnOnce(&mut ()) + Send, second: impl FnOnce(&mut ()) + Send) {
        let mut second = Some(|| second(&mut ()));
        let job = job_of(&mut second);
        DONE.store(false, Ordering::Relaxed);
        JOB.lock(|next| next.set(Some(job))); // a critical section orders memory for both cores
        asm::sev();
        first(&mut ());
        while !DONE.load(Ordering::Acquire) {
            asm::wfe();
        }
    }
}

/// The closure is called at most once, and must live until then.
fn job_of<F: FnOnce() + Send>(closure: &mut Option<F>) -> Job {
    unsafe fn call<F: FnOnce()>(closure: *mut ()) {
        // SAFETY: `job_of` made it of such a closure, and `join` does not touch it meanwhile
        if let Some(closure) = unsafe { (*closure.cast::<Option<F>>()).take() } {
            closure();
        }
    }
    Job { closure: core::ptr::from_mut(closure).cast(), call: call::<F> }
}
