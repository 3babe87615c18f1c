//! A board's network, of the side that its Cargo.toml says.

/// Writes what firmware needs of its network: `SIDE` and `BUDGET` as the board's Cargo.toml says
/// them (`lissom_build::network()` in its build script reads it), the module `map`, `PICTURES` in
/// flash, and `FILLED`, the weights that the build script has filled, or that were learned, of the
/// type `Number`. Those come with `PRESET`, `PRESENTATIONS` and, where they are GCAL's, `GCAL`.
/// `network(&WEIGHTS)` puts all of it together.
///
/// A network that does not fit the budget does not compile.
#[macro_export]
macro_rules! network {
    () => {
        include!(concat!(env!("OUT_DIR"), "/network.rs"));
        $crate::lissom::network!(
            pub mod map = PRESET.after(SIDE, PRESENTATIONS), channels PRESET.channels()
        );
        const _: () = {
            let retina = size_of::<map::Retina<$crate::lissom::Fixed16>>(); // the pictures lie in flash
            BUDGET.hold(map::flash::<Number>() + size_of_val(&GCAL), map::RAM - retina);
        };
        const FILLED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));
        #[allow(dead_code)] // where a network learns
        static PICTURES: [$crate::Stimulus<SIDE>; 4] = $crate::stimuli();

        /// The network with these weights; GCAL's with all that it has besides.
        #[allow(dead_code)]
        fn network(weights: &map::Weights<Number>) -> map::Lissom<'_, Number> {
            let lissom = weights.frozen_lissom();
            match GCAL.first() {
                Some(gcal) => gcal.equip(lissom),
                None => lissom,
            }
        }
    };
}
