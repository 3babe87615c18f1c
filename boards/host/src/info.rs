//! `info`: what networks are made of, and how much memory they take.

use crate::{
    by_format, by_side,
    done::Done,
    failure::Failure,
    format::{Format, SIDES},
    heap,
    plan::{Choice, Plan, Preset, no_side},
};
use clap::Args;
use lissom::{Cortex, Fixed16, Lissom, Number, Params};
use std::fmt::Write;

/// The options of `info`. Without any: a line for each preset and side, with 16-bit and 8-bit weights.
#[derive(Debug, Clone, Args)]
pub struct Info {
    /// One network in detail: its parameters [default: notebook]
    #[arg(long, value_enum)]
    preset: Option<Preset>,
    /// The side of all its sheets: 8 12 16 20 24 28 32 36 48 [default: 36]
    #[arg(long)]
    side: Option<usize>,
    /// Its number format [default: fixed16]
    #[arg(long, value_enum)]
    number: Option<Format>,
    /// Its afferent sheets [default: 1]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    channels: Option<u8>,
    /// Sets one of its parameters, such as r_i=5; an unknown key lists them all
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,
}

/// What a network takes in 16 bits.
struct Size {
    connections: usize,
    /// V1's weights and tables.
    cortex: usize,
    /// The LGN's.
    lgn: usize,
    state: usize,
}

impl Size {
    /// Weights and tables in 16 bits, and with 8-bit weights: a byte less for each connection.
    const fn flash(&self) -> [usize; 2] {
        let flash = self.lgn + self.cortex;
        [flash, flash - self.connections]
    }

    /// V1's bytes for each of its connections, the same two.
    fn each(&self) -> [f64; 2] {
        [self.cortex, self.cortex - self.connections]
            .map(|bytes| bytes as f64 / self.connections as f64)
    }
}

impl Info {
    /// Prints one network's table, or a line for each preset and side.
    pub fn run(&self) -> Result<Done, Failure> {
        let Self { preset, side, number, channels, set } = self;
        let any = preset.is_some() || side.is_some() || number.is_some() || channels.is_some();
        if !any && set.is_empty() {
            return all().map(Done::new);
        }
        let choice = Choice {
            preset: preset.unwrap_or(Preset::Notebook),
            side: *side,
            number: number.unwrap_or(Format::Fixed16),
            channels: channels.unwrap_or(1),
            steps: None,
            seed: None,
            no_noise: false,
            set: set.clone(),
        };
        let plan = choice.plan()?;
        by_format!(choice.number, T => one::<T>(&plan)).map(Done::new)
    }
}

fn one<T: Number>(plan: &Plan) -> Result<String, Failure> {
    let params = &plan.params;
    let side = params.cortex;
    match (plan.preset, plan.channels) {
        (Preset::Config, 1) => whole::<T, 24, 96, 1>(params),
        (Preset::Config, _) => whole::<T, 24, 96, 2>(params),
        (Preset::Notebook, 1) => {
            by_side!(side, N => whole::<T, N, N, 1>(params)).ok_or_else(|| no_side(side))?
        }
        (Preset::Notebook, _) => {
            by_side!(side, N => whole::<T, N, N, 2>(params)).ok_or_else(|| no_side(side))?
        }
        (Preset::Reduced, _) => {
            by_side!(side, N => reduced::<T, N>(params)).ok_or_else(|| no_side(side))?
        }
    }
}

fn whole<T: Number, const LGN: usize, const SIDE: usize, const CHANNELS: usize>(
    params: &Params,
) -> Result<String, Failure> {
    let network: Lissom<'_, T, LGN, LGN, SIDE, CHANNELS> = heap::lissom(params)?;
    Ok(format!("{network}\n"))
}

fn reduced<T: Number, const SIDE: usize>(params: &Params) -> Result<String, Failure> {
    let cortex: Cortex<'_, T, SIDE, SIDE> = heap::cortex(params)?;
    Ok(format!("{cortex}\n"))
}

fn cortex_size<const IN: usize, const SIDE: usize>(cortex: &Cortex<'_, Fixed16, IN, SIDE>) -> Size {
    let Cortex { afferent: [afferent], excitatory, inhibitory, .. } = cortex;
    let lateral = excitatory.connections() + inhibitory.field().connections();
    Size {
        connections: afferent.field().connections() + lateral,
        cortex: cortex.table_bytes(),
        lgn: 0,
        state: cortex.state_bytes(),
    }
}

fn whole_size<const LGN: usize, const SIDE: usize>(params: &Params) -> Result<Size, Failure> {
    let network: Lissom<'_, Fixed16, LGN, LGN, SIDE> = heap::lissom(params)?;
    let (size, state) = (cortex_size(&network.cortex), network.state_bytes());
    Ok(Size { lgn: network.table_bytes() - size.cortex, state, ..size })
}

fn reduced_size<const SIDE: usize>(params: &Params) -> Result<Size, Failure> {
    Ok(cortex_size(&heap::cortex::<Fixed16, SIDE, SIDE, 1>(params)?))
}

fn all() -> Result<String, Failure> {
    let mut text = "                              weights and tables, B     V1, B/connection\n\
         preset    LGN  V1  connections     fixed16      fixed8    fixed16  fixed8  LGN, B   state, B\n"
        .to_owned();
    let mut line = |preset, lgn, v1, size: Size| {
        let ([flash16, flash8], [each16, each8]) = (size.flash(), size.each());
        let Size { connections, lgn: kernel, state, .. } = size;
        writeln!(
            text,
            "{preset:<8}  {lgn:>3}  {v1:2}  {connections:11}  {flash16:10}  {flash8:10}    \
             {each16:7.3}  {each8:6.3}  {kernel:6}  {state:9}"
        )
    };
    for side in SIDES {
        let params = Params::notebook(side);
        let size = by_side!(side, N => whole_size::<N, N>(&params));
        line("notebook", side.to_string(), side, size.ok_or_else(|| no_side(side))??)?;
    }
    for side in SIDES {
        let params = Params::reduced(side);
        let size = by_side!(side, N => reduced_size::<N>(&params));
        line("reduced", "-".to_owned(), side, size.ok_or_else(|| no_side(side))??)?;
    }
    line("config", "24".to_owned(), 96, whole_size::<24, 96>(&Params::config())?)?;
    Ok(text)
}
