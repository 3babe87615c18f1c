//! What live firmware needs besides a board, a display and a show.

/// Writes a module `live` with the function `plug_in(usb, dog, port)`: starts USB and the
/// watchdog's watch on an executor in an interrupt above the show, `SWI_IRQ_1`, and returns the
/// show's pictures, and the executor for other tasks. Needs `lissom_demo::network!`,
/// which writes `SIDE` and `map`, and the crates `embassy-executor`, `embassy-rp` and
/// `lissom-live`.
///
/// # Panics
///
/// `plug_in`, the second time.
#[macro_export]
macro_rules! live {
    () => {
        mod live {
            use super::{SIDE, map};
            use embassy_executor::{InterruptExecutor, SendSpawner};
            use embassy_rp::{
                Peri, bind_interrupts, interrupt,
                interrupt::{InterruptExt, Priority},
                peripherals::USB,
                usb::InterruptHandler,
            };
            use lissom_live::{
                Buffers, Live, Port,
                pictures::{Arrived, From, Into, Settled},
                talk,
            };
            use $crate::{Bus, Dog, HostLeft};

            bind_interrupts!(struct Irqs {
                USBCTRL_IRQ => HostLeft, InterruptHandler<USB>;
            });

            static EXECUTOR: InterruptExecutor = InterruptExecutor::new();
            static BUFFERS: Buffers<SIDE, { map::CORTEX }> = Buffers::new();

            #[interrupt]
            #[allow(unsafe_code)] // asked for by embassy-executor
            unsafe fn SWI_IRQ_1() {
                // SAFETY: called from this interrupt alone, which `start` lets loose.
                unsafe { EXECUTOR.on_interrupt() }
            }

            #[embassy_executor::task]
            async fn cable(
                bus: Bus,
                port: Port,
                arriving: Into<Arrived<SIDE>>,
                answering: From<Settled<{ map::CORTEX }>>,
            ) {
                talk(bus, port, arriving, answering).await;
            }

            #[embassy_executor::task]
            async fn guard(dog: Dog) {
                dog.watch().await;
            }

            /// Plugs the board in, with a watchdog. Returns the show's pictures, and what runs
            /// tasks above the show.
            pub fn plug_in(
                usb: Peri<'static, USB>,
                dog: Dog,
                port: Port,
            ) -> (Live<SIDE, { map::CORTEX }>, SendSpawner) {
                let gallery = lissom_demo::Gallery::new(&super::PICTURES);
                let (pictures, arriving, answering) = Live::new(gallery, &BUFFERS);
                interrupt::SWI_IRQ_1.set_priority(Priority::P3); // below USB's own and the timer's
                let spawner = EXECUTOR.start(interrupt::SWI_IRQ_1);
                let bus = $crate::usb(usb, Irqs);
                let (Ok(talk), Ok(guard)) = (cable(bus, port, arriving, answering), guard(dog))
                else {
                    unreachable!() // each is spawned once
                };
                spawner.spawn(talk);
                spawner.spawn(guard);
                (pictures, spawner)
            }
        }
    };
}
