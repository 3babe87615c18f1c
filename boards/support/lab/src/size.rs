//! What a network takes, before its weights are built.

use crate::{
    plan::Plan,
    projection::{Name, ProjectionPlan},
};
use lissom::{
    Fixed16, Params,
    geometry::{OwnedField, rows},
    model::{Dynamics, LgnDynamics},
    number::{Activity, Weight, Wide, WideOf},
    side::Side,
    weights::{DiscRow, disc_taps},
};
use lissom_experiment::{by_format, error::Error, format::Format};
use std::fmt;

/// What a projection takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    name: &'static str,
    radius: f64,
    gamma: f64,
    /// The fewest and the most connections of a unit; of a shared kernel its cells.
    taps: (usize, usize),
    /// None where all units share a kernel.
    connections: Option<usize>,
    weights: usize,
    tables: usize,
}

/// What a network takes with weights of one number format; it prints as the network itself would.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    title: String,
    lgn: Option<Part>,
    afferent: Part,
    lateral: [Part; 2],
    channels: usize,
    /// Bytes of pictures and activity.
    pub state: usize,
}

impl Part {
    fn fields<W: Weight>(
        name: &'static str,
        gamma: f64,
        projection: &ProjectionPlan,
    ) -> Result<Self, Error> {
        let ProjectionPlan { input, output, placement, radius, .. } = *projection;
        let field = OwnedField::placed(placement, input, output, radius);
        let field = field.map_err(|why| projection.named(why))?;
        let field = field.view();
        let taps = field
            .all_taps()
            .fold((usize::MAX, 0), |(least, most), taps| (taps.min(least), taps.max(most)));
        let connections = field.connections();
        let (weights, tables) = (connections * size_of::<W>(), field.bytes());
        Ok(Self { name, radius, gamma, taps, connections: Some(connections), weights, tables })
    }

    fn kernel<W: Weight>(name: &'static str, gamma: f64, projection: &ProjectionPlan) -> Self {
        let ProjectionPlan { input, radius, .. } = *projection;
        let (rows, taps) = (rows(input.get(), input.get(), radius), disc_taps(input.get(), radius));
        let weights = 2 * taps * size_of::<W::Activity>();
        let tables = rows * size_of::<DiscRow>() + taps * size_of::<[WideOf<W>; 2]>();
        Self { name, radius, gamma, taps: (taps, taps), connections: None, weights, tables }
    }

    const fn bytes(&self) -> usize {
        self.weights + self.tables
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, radius, gamma, taps: (least, most), weights, tables, .. } = self;
        write!(f, "{name:<11}  {radius:6.3}  {gamma:5.3}  ")?;
        match self.connections {
            Some(connections) => write!(f, "{least:3}–{most:<4}  {connections:11}")?,
            None => write!(f, "{most:8}       shared")?,
        }
        writeln!(f, "  {weights:10}  {tables:9}")
    }
}

impl Parts {
    /// Those of a network in a number format, without its weights.
    ///
    /// # Errors
    ///
    /// A parameter is out of its range.
    pub fn in_format(plan: &Plan, format: Format) -> Result<Self, Error> {
        by_format!(format, W => Self::of::<W>(plan))
    }

    /// Those of a network, without its weights.
    pub fn of<W: Weight>(plan: &Plan) -> Result<Self, Error> {
        let Plan { params, channels, .. } = plan;
        let dynamics = Dynamics::<W::Activity>::new(params)?;
        let [gamma_a, gamma_e, gamma_i] = dynamics.gammas();
        let part = |name, of, gamma| Part::fields::<W>(name, gamma, &ProjectionPlan::of(plan, of)?);
        Ok(Self {
            title: title::<W>(plan, &dynamics),
            lgn: if plan.has_lgn() { Some(lgn::<W>(plan)?) } else { None },
            afferent: part("afferent", Name::Afferent, gamma_a)?,
            lateral: [
                part("excitatory", Name::Excitatory, gamma_e)?,
                part("inhibitory", Name::Inhibitory, gamma_i)?,
            ],
            channels: (*channels).into(),
            state: state::<W>(plan),
        })
    }

    /// V1's connections.
    pub fn connections(&self) -> usize {
        let [afferent, excitatory, inhibitory] =
            [&self.afferent, &self.lateral[0], &self.lateral[1]]
                .map(|part| part.connections.unwrap_or(0));
        self.channels * afferent + excitatory + inhibitory
    }

    /// Bytes of V1's tables; the afferent sheets share one.
    pub const fn tables(&self) -> usize {
        self.afferent.tables + self.lateral[0].tables + self.lateral[1].tables
    }

    /// Bytes of the LGN's weights and tables.
    pub fn lgn(&self) -> usize {
        self.lgn.as_ref().map_or(0, Part::bytes)
    }

    /// Bytes of V1's weights.
    pub const fn weights(&self) -> usize {
        self.channels * self.afferent.weights + self.lateral[0].weights + self.lateral[1].weights
    }
}

fn lgn<W: Weight>(plan: &Plan) -> Result<Part, Error> {
    let Params { gamma_l, .. } = plan.params;
    LgnDynamics::<W::Activity>::new(&plan.params)?;
    let gamma = <W::Activity as Activity>::Wide::from_f64(gamma_l).to_f64();
    let projection = ProjectionPlan::of(plan, Name::Lgn)?;
    if plan.params.shares_kernel() {
        Ok(Part::kernel::<W>("lgn", gamma, &projection))
    } else {
        Part::fields::<W::Activity>("lgn", gamma, &projection)
    }
}

fn state<W: Weight>(plan: &Plan) -> usize {
    let Params { retina, lgn, cortex, .. } = plan.params;
    let (activity, wide) = (size_of::<W::Activity>(), size_of::<WideOf<W>>());
    let v1 = cortex * cortex * (activity + 3 * wide);
    if plan.has_lgn() {
        retina * retina * activity + lgn * lgn * (3 * activity + wide) + v1
    } else {
        usize::from(plan.channels) * lgn * lgn * activity + v1
    }
}

fn title<W: Weight>(plan: &Plan, dynamics: &Dynamics<W::Activity>) -> String {
    let Plan { params: Params { retina, lgn, cortex, .. }, channels, .. } = plan;
    let (name, steps, sigmoid) = (W::NAME, dynamics.steps(), dynamics.sigmoid());
    let (lower, upper) = (sigmoid.lower(), sigmoid.upper());
    let way = if plan.has_lgn() {
        format!("Lissom, {name}: retina {retina}×{retina} → LGN {lgn}×{lgn}")
    } else {
        format!("ReducedLissom, {name}: picture {lgn}×{lgn}")
    };
    let s = if *channels == 1 { "" } else { "s" };
    format!(
        "{way} → V1 {cortex}×{cortex}, {channels} afferent sheet{s}, {steps} settling steps, \
         θ {lower:.3}..{upper:.3}"
    )
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        writeln!(f, "             radius   gain      taps  connections  weights, B  tables, B")?;
        if let Some(lgn) = &self.lgn {
            lgn.fmt(f)?;
        }
        for _ in 0..self.channels {
            self.afferent.fmt(f)?;
        }
        for part in &self.lateral {
            part.fmt(f)?;
        }
        let (tables, state) = (self.weights() + self.tables() + self.lgn(), self.state);
        write!(f, "weights and tables {tables} B (flash when frozen), state {state} B (RAM)")
    }
}

/// What a network takes in 16 bits, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// V1's connections.
    pub connections: usize,
    /// V1's tables.
    pub tables: usize,
    /// The LGN's kernels.
    pub lgn: usize,
    /// Pictures and activity.
    pub state: usize,
}

/// Where V1's weights are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// In flash.
    Frozen,
    /// In RAM.
    Learning,
}

impl Size {
    /// That of a network.
    pub fn of(plan: &Plan) -> Result<Self, Error> {
        let parts = Parts::of::<Fixed16>(plan)?;
        Ok(Self {
            connections: parts.connections(),
            tables: parts.tables(),
            lgn: parts.lgn(),
            state: parts.state,
        })
    }

    /// Flash and RAM with weights of `bytes` bytes each; where they learn, the LGN's kernels are
    /// filled at start and lie in RAM, too.
    pub const fn memory(&self, bytes: usize, weights: Weights) -> [usize; 2] {
        let changing = bytes * self.connections + self.lgn;
        match weights {
            Weights::Frozen => [self.tables + changing, self.state],
            Weights::Learning => [self.tables, self.state + changing],
        }
    }

    /// V1's bytes for each of its connections with weights of `bytes` bytes each.
    pub fn each(&self, bytes: usize) -> f64 {
        bytes as f64 + self.tables as f64 / self.connections as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::network::ReducedNetwork;
    use lissom_experiment::{by_format, format::Format, preset::Preset, sides::Sides};

    #[test]
    fn eight_bits_take_a_byte_less_for_each_connection() {
        let plan = Plan::new(Preset::Notebook, Params::notebook(24));
        let size = Size::of(&plan).unwrap();
        assert_eq!(size.connections, 111_220);
        assert_eq!(size.memory(2, Weights::Frozen), [227_932, 14_976]);
        assert_eq!(size.memory(1, Weights::Frozen), [227_932 - 111_220, 14_976]);
        // learning, the same bytes are in RAM, but for the tables
        let [flash, ram] = size.memory(2, Weights::Learning);
        assert_eq!((flash + ram, flash), (227_932 + 14_976, size.tables));
        let eight = plan.network::<lissom::Fixed8>().unwrap();
        assert_eq!(eight.table_bytes(), size.memory(1, Weights::Frozen)[0]);
    }

    /// What is computed here is what the built network says of itself.
    #[test]
    fn built_networks_agree() {
        for (preset, retina, channels) in [
            (Preset::Notebook, 12, 1),
            (Preset::Notebook, 15, 2),
            (Preset::LissomOr, 12, 2),
            (Preset::Reduced, 12, 1),
        ] {
            let sides = Sides { retina, lgn: 12, v1: 17 };
            let params = sides.params(|side| preset.params(side));
            let plan = Plan { preset, params, channels };
            for format in Format::ALL {
                by_format!(format, W => {
                    let parts = Parts::of::<W>(&plan).unwrap();
                    if plan.has_lgn() {
                        let network = plan.network::<W>().unwrap();
                        assert_eq!(parts.to_string(), network.to_string());
                        assert_eq!(parts.state, network.state_bytes());
                    } else {
                        let network = ReducedNetwork::<W>::new(&params, 1).unwrap();
                        assert_eq!(parts.to_string(), network.to_string());
                    }
                });
            }
        }
    }
}
