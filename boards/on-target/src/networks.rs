//! The networks under test. build.rs has the host fill the same ones.

use lissom::{Error, Fixed16, Params};

lissom::network!(pub mod notebook12 = Params::notebook(12));
lissom::network!(pub mod notebook16 = Params::notebook(16));
lissom::network!(pub mod notebook24 = Params::notebook(24));
lissom::network!(pub mod notebook36 = Params::notebook(36));

/// Fills the reference's network: without noise, its weights follow from the parameters.
///
/// # Errors
///
/// None with these parameters.
pub fn smooth(weights: &mut notebook36::Weights<Fixed16>) -> Result<(), Error> {
    use notebook36::{AFFERENT, EXCITATORY, INHIBITORY, PARAMS};
    let params = Params { seed: None, ..PARAMS };
    weights.dog.fill(params.r_l, params.sigma_center, params.sigma_surround)?;
    weights.afferent[0].fill(&AFFERENT, params.afferent(0, 1))?;
    weights.excitatory.fill(&EXCITATORY, params.excitatory())?;
    weights.inhibitory.fill(&INHIBITORY, params.inhibitory())
}
