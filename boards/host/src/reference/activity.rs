//! V1's activity in the cases of a reference folder, in any number format.

use super::{
    Result,
    cases::{Source, cortex, params, picture, run, shared, weights_file},
    number, text,
};
use crate::{heap, weights::packed};
use lissom::{Cortex, Dynamics, Excitation, FieldView, Number, Params, Projection};
use serde_json::Value;
use std::{collections::HashMap, fs, path::Path, rc::Rc};

/// The exact weights of a network's three projections in packed order.
type Weights = Rc<[Vec<f64>; 3]>;

/// A picture, and the network that sees it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name in the folder.
    pub id: String,
    /// The side of all sheets.
    pub side: usize,
    params: Params,
    has_lgn: bool,
    picture: Vec<f64>,
    weights: Weights,
}

/// All cases of a folder.
pub fn cases(folder: &Path) -> Result<Vec<Case>> {
    let index: Value = serde_json::from_str(&fs::read_to_string(folder.join("index.json"))?)?;
    let mut nets = HashMap::new();
    let cases = index["cases"].as_array().into_iter().flatten();
    cases.map(|case| Case::read(folder, &index, case, &mut nets)).collect()
}

impl Case {
    fn read(
        folder: &Path,
        index: &Value,
        case: &Value,
        nets: &mut HashMap<String, Weights>,
    ) -> Result<Self> {
        let (id, name) = (text(case, "id")?.to_owned(), text(case, "net")?);
        let net = &index["nets"][name];
        let source = net["weights_of"].as_str().unwrap_or(name);
        let mut params = params(net)?;
        let side = params.cortex;
        let weights = match nets.get(source) {
            Some(weights) => weights.clone(),
            None => {
                let weights = Rc::new(of_side!(side, S => exact::<S>(folder, source, &params)?)?);
                nets.insert(source.to_owned(), weights);
                nets[source].clone()
            }
        };
        params.gamma_a *= number(case, "input_gain")?;
        let has_lgn = text(case, "model")? == "lissom";
        Ok(Self { id, side, params, has_lgn, picture: picture(folder, case, side)?, weights })
    }

    /// V1 at all its steps, one after the other, row by row.
    pub fn v1<T: Number>(&self) -> Result<Vec<f64>> {
        of_side!(self.side, S => self.settle::<T, S>())?
    }

    fn settle<T: Number, const S: usize>(&self) -> Result<Vec<f64>> {
        let Self { params, weights, .. } = self;
        let fields = [params.r_a, params.r_e, params.r_i].map(heap::field::<S, S>);
        let [afferent, excitatory, inhibitory] = fields;
        let (afferent, excitatory, inhibitory) = (afferent?, excitatory?, inhibitory?);
        let mut memory = [afferent, excitatory, inhibitory]
            .map(|field: FieldView<'_, S, S>| vec![T::WEIGHT_ZERO; field.connections()]);
        let [a, e, i] = &mut memory;
        let cortex = Cortex {
            dynamics: Dynamics::new(params)?,
            thresholds: None,
            afferent: [Projection::load(afferent, a, &weights[0])?],
            excitatory: Excitation::Own(Projection::load(excitatory, e, &weights[1])?),
            inhibitory: Projection::load(inhibitory, i, &weights[2])?,
        };
        let mut stages = run::<T, S>(&cortex, shared(params, self.has_lgn)?, &self.picture);
        stages.remove("v1").ok_or_else(|| format!("{}: V1 did not settle", self.id).into())
    }
}

/// The weights that are stored, or else those that the parameters mean.
fn exact<const S: usize>(folder: &Path, net: &str, params: &Params) -> Result<[Vec<f64>; 3]> {
    let stored = weights_file(folder, net, "aff").exists();
    let source = if stored { Source::Stored(folder, net) } else { Source::Computed };
    let network = cortex::<f64, S>(params, source)?;
    let Excitation::Own(excitatory) = network.excitatory else {
        return Err(format!("{net}: no excitatory weights").into());
    };
    Ok([network.afferent[0], excitatory, network.inhibitory].map(packed))
}
