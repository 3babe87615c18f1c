//! V1's activity in the cases of a reference folder, in any number format.

use super::{
    Result,
    cases::Setup,
    index, list,
    network::{Built, Stored, stored},
};
use lissom::{Engine, InitialWeights, Params, side::Dyn, weights::OwnedProjection};
use lissom_experiment::{arrays::packed, error::Error};
use std::{collections::HashMap, path::Path, rc::Rc};

/// A picture, and the network that sees it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name in the folder.
    pub id: String,
    /// V1's side.
    pub side: usize,
    params: Params,
    has_lgn: bool,
    picture: Vec<f64>,
    /// The exact weights of V1.
    weights: Rc<Stored>,
}

/// All cases of a folder.
pub fn cases(folder: &Path) -> Result<Vec<Case>> {
    let index = index(folder)?;
    let mut nets: HashMap<String, Rc<Stored>> = HashMap::new();
    let cases = list(&index, "cases")?.iter();
    let read = |case| {
        let Setup { id, params, has_lgn, picture, source } = Setup::read(folder, &index, case)?;
        let weights = match nets.get(&source) {
            Some(weights) => weights.clone(),
            None => Rc::new(exact(folder, &source, &params)?),
        };
        nets.insert(source, weights.clone());
        Ok(Case { id, side: params.cortex, params, has_lgn, picture, weights })
    };
    cases.map(read).collect()
}

impl Case {
    /// V1 at all its steps, one after the other, row by row.
    pub fn v1<W: Engine>(&self) -> Result<Vec<f64>> {
        let Self { params, has_lgn, picture, weights, .. } = self;
        let network = Built::<W>::new(params, *has_lgn, None, Some(weights))?;
        let v1 = network.settle(picture)?.remove("v1");
        v1.ok_or_else(|| Error::new(format!("{}: V1 did not settle", self.id)))
    }
}

/// The weights that are stored, or else those that the parameters mean.
fn exact(folder: &Path, net: &str, params: &Params) -> Result<Stored> {
    if let Some(weights) = stored(folder, net, params)? {
        return Ok(weights);
    }
    let (lgn, v1) = (Dyn::new(params.lgn)?, Dyn::new(params.cortex)?);
    let computed = |input, radius, initial: InitialWeights| -> Result<Vec<f64>> {
        let projection = OwnedProjection::<f64>::new(input, v1, radius, initial)?;
        Ok(packed(projection.view()).collect())
    };
    Ok([
        computed(lgn, params.r_a, params.afferent(0, 1))?,
        computed(v1, params.r_e, params.excitatory())?,
        computed(v1, params.r_i, params.inhibitory())?,
    ])
}
