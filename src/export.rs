//! Trained weights as Rust source, to be compiled into the flash of a frozen network.
//!
//! What learning made on the host or the chip becomes a file of `static`s; the compiler then checks
//! that each fits its connection fields and that its sums fit the accumulator.
//!
//! ```
//! use core::fmt::Write;
//! use lissom::{Fixed16, export::Literal};
//! lissom::network!(mod map = lissom::Params::notebook(6));
//!
//! let mut weights = map::Weights::<Fixed16>::new();
//! weights.fill()?;
//! let mut source = String::new();
//! let literal = Literal { weights: &weights.excitatory, module: "map", field: "EXCITATORY" };
//! write!(source, "pub static TRAINED: lissom::Weights<lissom::Fixed16, 36> = {literal};")?;
//! assert!(source.contains("of_bits(&map::EXCITATORY, -1, ["));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

use crate::{number::Frozen, projection::Weights};
use core::fmt;

/// Displays weights as an expression that makes them again, bit for bit:
/// `lissom::Weights::<lissom::Fixed16, _>::of_bits(&module::FIELD, exponent, [bits, …])`.
#[derive(Debug, Clone, Copy)]
pub struct Literal<'a, T: Frozen, const CONNECTIONS: usize> {
    /// The weights.
    pub weights: &'a Weights<T, CONNECTIONS>,
    /// The path of the module that [`network!`](crate::network!) made.
    pub module: &'a str,
    /// The name of the connection fields in it.
    pub field: &'a str,
}

impl<T: Frozen, const CONNECTIONS: usize> fmt::Display for Literal<'_, T, CONNECTIONS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { weights: Weights { packed, exponent }, module, field } = self;
        let format = T::PATH;
        write!(f, "lissom::Weights::<{format}, _>::of_bits(&{module}::{field}, {exponent}, [")?;
        // twelve of up to six digits, a comma and a space stay within 100 characters
        for (i, &weight) in packed.iter().enumerate() {
            f.write_str(if i % 12 == 0 { "\n    " } else { " " })?;
            write!(f, "{},", T::weight_to_f64(weight, -15))?;
        }
        f.write_str("\n])")
    }
}

/// The weights of a network that learning changes.
#[derive(Debug, Clone, Copy)]
pub struct Network<'a, T: Frozen, const A: usize, const E: usize, const I: usize> {
    /// From each afferent sheet.
    pub afferent: &'a [Weights<T, A>],
    /// Short-range excitation.
    pub excitatory: &'a Weights<T, E>,
    /// Long-range inhibition.
    pub inhibitory: &'a Weights<T, I>,
}

impl<T: Frozen, const A: usize, const E: usize, const I: usize> Network<'_, T, A, E, I> {
    /// Writes `pub static NAME: module::Weights<lissom::Fixed16>`, or of their format, with all weights. `module` is the
    /// path of the module that [`network!`](crate::network!) made, as seen from where the source is
    /// compiled. The LGN's kernel, which does not learn, is computed there again.
    ///
    /// # Errors
    ///
    /// Those of `source`.
    pub fn write(&self, source: &mut impl fmt::Write, name: &str, module: &str) -> fmt::Result {
        let format = T::PATH;
        write!(
            source,
            "#[rustfmt::skip]\n\
             pub static {name}: {module}::Weights<{format}> = {module}::Weights {{\n\
             dog: lissom::SharedDog::<{format}, _, _, _>::frozen(\n    \
             {module}::PARAMS.r_l,\n    \
             {module}::PARAMS.sigma_center,\n    \
             {module}::PARAMS.sigma_surround,\n\
             ),\n\
             afferent: ["
        )?;
        for weights in self.afferent {
            write!(source, "{},", Literal { weights, module, field: "AFFERENT" })?;
        }
        let excitatory = Literal { weights: self.excitatory, module, field: "EXCITATORY" };
        let inhibitory = Literal { weights: self.inhibitory, module, field: "INHIBITORY" };
        write!(source, "],\nexcitatory: {excitatory},\ninhibitory: {inhibitory},\n}};\n")
    }
}
