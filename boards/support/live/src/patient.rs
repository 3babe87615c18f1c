//! A USB driver that gives a control transfer up when the host does.
//!
//! A host may begin a control transfer anew, or reset the bus, before the one before has ended.
//! embassy-rp 0.10 waits for that for ever, and answers the next with what it had ready for the
//! last. Here every wait of a control transfer ends when the host has left it, and what was ready
//! is taken back.

use crate::vitals::Vitals;
use core::{future::poll_fn, task::Poll};
use embassy_futures::select::{Either, select};
use embassy_sync::waitqueue::AtomicWaker;
use embassy_usb_driver::{
    ControlPipe, Driver, EndpointAddress, EndpointAllocError, EndpointError, EndpointType,
};

/// To be woken by the controller's interrupt when the host has left a control transfer.
pub static LEFT: AtomicWaker = AtomicWaker::new();

/// What a driver does not tell of its controller.
pub trait Controller {
    /// Lets the next setup packet interrupt.
    fn listen(&self);

    /// Whether a setup packet has come that was not looked at, or a reset of the bus.
    fn has_left(&self) -> bool;

    /// Takes back what endpoint 0 has ready for the host.
    fn take_back(&self);
}

/// A driver with such a control pipe.
#[derive(Debug)]
pub struct Patient<D, C> {
    driver: D,
    host: Host<C>,
}

/// The other end, as the control pipe sees it.
#[derive(Debug)]
struct Host<C> {
    controller: C,
    vitals: &'static Vitals,
}

impl<C: Controller> Host<C> {
    /// The outcome, or `None` if the host has left before.
    async fn with<T>(&self, step: impl Future<Output = T>) -> Option<T> {
        let Self { controller, vitals } = self;
        vitals.waits();
        controller.listen();
        let left = poll_fn(|context| {
            LEFT.register(context.waker());
            if controller.has_left() { Poll::Ready(()) } else { Poll::Pending }
        });
        let outcome = select(step, left).await;
        vitals.went_on();
        match outcome {
            Either::First(outcome) => Some(outcome),
            Either::Second(()) => {
                controller.take_back();
                None
            }
        }
    }
}

impl<D, C> Patient<D, C> {
    /// Tells `vitals` how long the host lets it wait.
    pub const fn new(driver: D, controller: C, vitals: &'static Vitals) -> Self {
        Self { driver, host: Host { controller, vitals } }
    }
}

impl<'a, D: Driver<'a>, C: Controller + 'a> Driver<'a> for Patient<D, C> {
    type EndpointOut = D::EndpointOut;
    type EndpointIn = D::EndpointIn;
    type ControlPipe = PatientPipe<D::ControlPipe, C>;
    type Bus = D::Bus;

    fn alloc_endpoint_out(
        &mut self,
        kind: EndpointType,
        address: Option<EndpointAddress>,
        packet: u16,
        interval: u8,
    ) -> Result<Self::EndpointOut, EndpointAllocError> {
        self.driver.alloc_endpoint_out(kind, address, packet, interval)
    }

    fn alloc_endpoint_in(
        &mut self,
        kind: EndpointType,
        address: Option<EndpointAddress>,
        packet: u16,
        interval: u8,
    ) -> Result<Self::EndpointIn, EndpointAllocError> {
        self.driver.alloc_endpoint_in(kind, address, packet, interval)
    }

    fn start(self, packet: u16) -> (Self::Bus, Self::ControlPipe) {
        let (bus, pipe) = self.driver.start(packet);
        (bus, PatientPipe { pipe, host: self.host })
    }
}

/// The control pipe.
#[derive(Debug)]
pub struct PatientPipe<P, C> {
    pipe: P,
    host: Host<C>,
}

impl<P: ControlPipe, C: Controller> ControlPipe for PatientPipe<P, C> {
    fn max_packet_size(&self) -> usize {
        self.pipe.max_packet_size()
    }

    async fn setup(&mut self) -> [u8; 8] {
        self.pipe.setup().await
    }

    async fn data_out(
        &mut self,
        buffer: &mut [u8],
        first: bool,
        last: bool,
    ) -> Result<usize, EndpointError> {
        let read = self.host.with(self.pipe.data_out(buffer, first, last)).await;
        read.unwrap_or(Err(EndpointError::Disabled))
    }

    async fn data_in(&mut self, data: &[u8], first: bool, last: bool) -> Result<(), EndpointError> {
        let written = self.host.with(self.pipe.data_in(data, first, last)).await;
        written.unwrap_or(Err(EndpointError::Disabled))
    }

    async fn accept(&mut self) {
        self.host.with(self.pipe.accept()).await;
    }

    async fn reject(&mut self) {
        self.pipe.reject().await;
    }

    async fn accept_set_address(&mut self, address: u8) {
        self.host.with(self.pipe.accept_set_address(address)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::{
        cell::Cell,
        future::pending,
        pin::pin,
        task::{Context, Waker},
    };

    static VITALS: Vitals = Vitals::new();

    /// The host takes single bytes only.
    struct Stuck;

    impl ControlPipe for Stuck {
        fn max_packet_size(&self) -> usize {
            64
        }
        async fn setup(&mut self) -> [u8; 8] {
            pending().await
        }
        async fn data_out(
            &mut self,
            _: &mut [u8],
            _: bool,
            _: bool,
        ) -> Result<usize, EndpointError> {
            pending().await
        }
        async fn data_in(&mut self, data: &[u8], _: bool, _: bool) -> Result<(), EndpointError> {
            if data.len() == 1 { Ok(()) } else { pending().await }
        }
        async fn accept(&mut self) {
            pending().await
        }
        async fn reject(&mut self) {}
        async fn accept_set_address(&mut self, _: u8) {
            pending().await
        }
    }

    #[derive(Default)]
    struct Chip {
        left: Cell<bool>,
        taken_back: Cell<u32>,
    }

    impl Controller for &Chip {
        fn listen(&self) {
            self.left.set(false);
        }
        fn has_left(&self) -> bool {
            self.left.get()
        }
        fn take_back(&self) {
            self.taken_back.set(self.taken_back.get() + 1);
        }
    }

    /// Polls before and after the host has left.
    fn outcomes<T>(chip: &Chip, step: impl Future<Output = T>) -> (Option<T>, Option<T>) {
        let (mut step, mut context) = (pin!(step), Context::from_waker(Waker::noop()));
        let mut poll = || match step.as_mut().poll(&mut context) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        };
        let before = poll();
        if before.is_some() {
            return (before, None);
        }
        assert!(poll().is_none(), "the host is still there");
        chip.left.set(true);
        (None, poll())
    }

    #[test]
    fn waits_end_when_the_host_leaves() {
        let _clock = crate::CLOCK.lock();
        let chip = Chip::default();
        let host = Host { controller: &chip, vitals: &VITALS };
        let mut pipe = PatientPipe { pipe: Stuck, host };
        let gone = Err(EndpointError::Disabled);
        assert_eq!(outcomes(&chip, pipe.data_in(&[1], true, true)), (Some(Ok(())), None));
        assert_eq!(chip.taken_back.get(), 0);
        assert_eq!(outcomes(&chip, pipe.data_in(&[], true, true)), (None, Some(gone)));
        let read = outcomes(&chip, pipe.data_out(&mut [], true, true));
        assert_eq!(read, (None, Some(gone.map(|()| 0))));
        assert_eq!(outcomes(&chip, pipe.accept()), (None, Some(())));
        assert_eq!(outcomes(&chip, pipe.accept_set_address(1)), (None, Some(())));
        assert_eq!(chip.taken_back.get(), 4);
        assert_eq!(VITALS.fault(), None);
    }
}
