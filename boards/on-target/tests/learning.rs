//! Networks that learn: GCAL with weights of 16 and of 8 bits, as published, and from one tile, and
//! LISSOM with weights of 8.
#![no_std]
#![no_main]

use on_target as _; // what the chip needs to start

/// The test of one network of `on_target::learning`.
macro_rules! learns {
    ($name:ident) => {
        #[cfg($name)] // set by build.rs where it fits
        mod $name {
            use core::cell::RefCell;
            use critical_section::Mutex;
            use lissom::Error;
            use on_target::{check, learning::$name::Memory};

            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
            static MEMORY: Mutex<RefCell<Memory>> = Mutex::new(RefCell::new(Memory::new()));

            pub fn run() -> Result<(), Error> {
                critical_section::with(|guard| {
                    let [trace, map] = MEMORY.borrow_ref_mut(guard).learn()?;
                    let here = [(stringify!($name), trace), ("map", map)];
                    check::traces("learning", &HOST, &here);
                    Ok(())
                })
            }
        }
    };
}

learns!(gcal11);
learns!(gcal12);
learns!(or11);
learns!(published);
learns!(tiled);

#[embedded_test::tests(default_timeout = 300)]
mod tests {
    use lissom::Error;

    #[test]
    #[cfg(gcal11)]
    fn gcal_in_8_bits_equals_the_host() -> Result<(), Error> {
        super::gcal11::run()
    }

    #[test]
    #[cfg(gcal12)]
    fn gcal_in_16_bits_equals_the_host() -> Result<(), Error> {
        super::gcal12::run()
    }

    #[test]
    #[cfg(or11)]
    fn lissom_in_8_bits_equals_the_host() -> Result<(), Error> {
        super::or11::run()
    }

    #[test]
    #[cfg(published)]
    fn published_gcal_equals_the_host() -> Result<(), Error> {
        super::published::run()
    }

    #[test]
    #[cfg(tiled)]
    fn gcal_from_one_tile_equals_the_host() -> Result<(), Error> {
        super::tiled::run()
    }
}
