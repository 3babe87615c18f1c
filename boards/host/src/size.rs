//! What a network takes.

use crate::{by_side, failure::Failure, heap, plan::no_side};
use lissom::{Cortex, Fixed16, Lissom, Params};

/// What a network takes in 16 bits, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// V1's connections.
    pub connections: usize,
    /// V1's weights and tables.
    pub cortex: usize,
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
    /// Flash and RAM with weights of so many bytes; where they learn, the LGN's kernels are filled at
    /// start and lie in RAM, too.
    pub const fn memory(&self, bytes: usize, weights: Weights) -> [usize; 2] {
        let tables = self.cortex - 2 * self.connections;
        let changing = bytes * self.connections + self.lgn;
        match weights {
            Weights::Frozen => [tables + changing, self.state],
            Weights::Learning => [tables, self.state + changing],
        }
    }

    /// V1's bytes for each of its connections with weights of so many bytes.
    pub fn each(&self, bytes: usize) -> f64 {
        let tables = self.cortex - 2 * self.connections;
        bytes as f64 + tables as f64 / self.connections as f64
    }

    /// The notebook's network of a side, or any other with all sides equal, with one afferent sheet.
    pub fn whole(params: &Params) -> Result<Self, Failure> {
        let side = params.cortex;
        by_side!(side, N => whole::<N, N, 1>(params)).ok_or_else(|| no_side(side))?
    }

    /// The same with two.
    pub fn of_two_sheets(params: &Params) -> Result<Self, Failure> {
        let side = params.cortex;
        by_side!(side, N => whole::<N, N, 2>(params)).ok_or_else(|| no_side(side))?
    }

    /// V1 alone.
    pub fn reduced(params: &Params) -> Result<Self, Failure> {
        let side = params.cortex;
        by_side!(side, N => Ok(cortex(&heap::cortex::<Fixed16, N, N, 1>(params)?)))
            .ok_or_else(|| no_side(side))?
    }

    /// pylissom's default configuration.
    pub fn config(params: &Params) -> Result<Self, Failure> {
        whole::<24, 96, 1>(params)
    }
}

fn cortex<const IN: usize, const SIDE: usize, const CHANNELS: usize>(
    cortex: &Cortex<'_, Fixed16, IN, SIDE, CHANNELS>,
) -> Size {
    let Cortex { afferent, excitatory, inhibitory, .. } = cortex;
    let lateral = excitatory.connections() + inhibitory.field().connections();
    Size {
        connections: CHANNELS * afferent[0].field().connections() + lateral,
        cortex: cortex.table_bytes(),
        lgn: 0,
        state: cortex.state_bytes(),
    }
}

fn whole<const LGN: usize, const SIDE: usize, const CHANNELS: usize>(
    params: &Params,
) -> Result<Size, Failure> {
    let network: Lissom<'_, Fixed16, LGN, LGN, SIDE, CHANNELS> = heap::lissom(params)?;
    let (size, state) = (cortex(&network.cortex), network.state_bytes());
    Ok(Size { lgn: network.table_bytes() - size.cortex, state, ..size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bits_take_a_byte_less_for_each_connection() {
        let size = Size::whole(&Params::notebook(24)).unwrap();
        assert_eq!(size.connections, 111_220);
        assert_eq!(size.memory(2, Weights::Frozen), [228_580, 14_976]);
        assert_eq!(size.memory(1, Weights::Frozen), [228_580 - 111_220, 14_976]);
        // learning, the same bytes are in RAM, but for the tables
        let [flash, ram] = size.memory(2, Weights::Learning);
        assert_eq!(flash + ram, 228_580 + 14_976);
        assert_eq!(flash, size.cortex - 2 * size.connections);
        let eight: Result<Lissom<'_, lissom::Fixed8, 24, 24, 24, 1>, _> =
            heap::lissom(&Params::notebook(24));
        assert_eq!(eight.unwrap().table_bytes(), size.memory(1, Weights::Frozen)[0]);
    }
}
