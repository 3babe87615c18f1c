//! `Params::notebook(36)` and the reference's networks, with weights in RAM that the chip fills or
//! loads itself. The reference's are also compared with pylissom's V1.
#![no_std]
#![no_main]

use on_target as _; // what the chip needs to start

#[cfg(notebook36)] // set by build.rs where it fits
mod network {
    use core::cell::RefCell;
    use critical_section::Mutex;
    use lissom::{Cortex, Dynamics, Error, Fixed16, Params};
    use on_target::{
        check::{self, Case, Comparison},
        networks::{self, notebook36 as map},
    };

    type Weights = map::Weights<Fixed16>;
    type Cases = &'static [Case<{ map::RETINA }>];

    static WEIGHTS: Mutex<RefCell<Weights>> = Mutex::new(RefCell::new(Weights::new()));
    static STATE: Mutex<RefCell<map::State<Fixed16>>> = Mutex::new(RefCell::new(map::State::new()));

    include!(concat!(env!("OUT_DIR"), "/notebook36.rs"));
    include!(concat!(env!("OUT_DIR"), "/reference.rs"));

    /// The numbers in a file.
    macro_rules! floats {
        ($name:literal, $count:expr) => {{
            #[allow(unsafe_code)]
            // SAFETY: any four bytes are an f32; chip and file have the lowest byte first.
            static FLOATS: [f32; $count] = unsafe {
                core::mem::transmute(*include_bytes!(concat!(env!("OUT_DIR"), "/", $name)))
            };
            &FLOATS
        }};
    }

    fn load(weights: &mut Weights) -> Result<(), Error> {
        const P: Params = map::PARAMS;
        let afferent = floats!("aff.f32", map::AfferentField::CONNECTIONS);
        let excitatory = floats!("exc.f32", map::ExcitatoryField::CONNECTIONS);
        let inhibitory = floats!("inh.f32", map::InhibitoryField::CONNECTIONS);
        weights.dog.fill(P.r_l, P.sigma_center, P.sigma_surround)?;
        weights.afferent[0].load(&map::AFFERENT, afferent)?;
        weights.excitatory.load(&map::EXCITATORY, excitatory)?;
        weights.inhibitory.load(&map::INHIBITORY, inhibitory)
    }

    /// Presents pictures to the whole network, and to a V1 alone.
    fn run(
        name: &str,
        build: impl FnOnce(&mut Weights) -> Result<(), Error>,
        whole: Cases,
        reduced: Cases,
    ) -> Result<(), Error> {
        critical_section::with(|guard| {
            let weights = &mut *WEIGHTS.borrow_ref_mut(guard);
            let state = &mut *STATE.borrow_ref_mut(guard);
            build(weights)?;
            let lissom = weights.lissom()?;
            let dynamics = Dynamics::new(&Params::reduced(map::CORTEX))?;
            let cortex = Cortex { dynamics, ..lissom.cortex };
            let mut comparison = Comparison::new();
            for case in whole {
                comparison.case(case, |picture, observer| {
                    lissom.settle(picture, state, observer);
                });
            }
            for case in reduced {
                comparison.case(case, |picture, observer| {
                    cortex.settle(&mut (), [picture], &mut state.cortex, observer);
                });
            }
            comparison.finish(name);
            Ok(())
        })
    }

    pub fn preset() -> Result<(), Error> {
        run("notebook36", Weights::fill, &CASES, &[])
    }

    pub fn without_noise() -> Result<(), Error> {
        run("nb36_nonoise", networks::smooth, &NB36_NONOISE_LISSOM, &NB36_NONOISE_RLISSOM)
    }

    pub fn with_noise() -> Result<(), Error> {
        run("nb36_seed0", load, &NB36_SEED0_LISSOM, &NB36_SEED0_RLISSOM)
    }
}

#[cfg(notebook36)]
#[embedded_test::tests(default_timeout = 300)]
mod tests {
    use super::network;
    use lissom::Error;

    #[test]
    fn equals_the_host() -> Result<(), Error> {
        network::preset()
    }

    #[test]
    fn reference_without_noise() -> Result<(), Error> {
        network::without_noise()
    }

    #[test]
    fn reference_with_noise() -> Result<(), Error> {
        network::with_noise()
    }
}

#[cfg(not(notebook36))]
#[embedded_test::tests]
mod tests {
    #[test]
    #[ignore = "its network is too large for this chip"]
    fn too_large_for_this_chip() {}
}
