//! `info`: what networks are made of, and how much memory they take.

use crate::{
    by_format, by_side,
    done::Done,
    failure::Failure,
    fit,
    format::{Format, SIDES},
    heap,
    plan::{Choice, Plan, Preset, no_side},
    size::{Size, Weights},
};
use clap::Args;
use lissom::{Cortex, Lissom, Number, Params};
use std::fmt::Write;

/// The options of `info`. Without any: a line for each preset and side, with 16-bit and 8-bit weights.
#[derive(Debug, Clone, Args)]
pub struct Info {
    /// The largest sides of the presets that fit each board
    #[arg(long, exclusive = true)]
    boards: bool,
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

impl Info {
    /// Prints one network's table, or a line for each preset and side.
    pub fn run(&self) -> Result<Done, Failure> {
        let Self { boards, preset, side, number, channels, set } = self;
        if *boards {
            return fit::table().map(Done::new);
        }
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

fn all() -> Result<String, Failure> {
    let mut text = "                              weights and tables, B      V1, B/connection    LGN,      RAM,\n\
                    preset    LGN  V1  connections     fixed16      fixed8    fixed16  fixed8       B         B\n"
        .to_owned();
    let mut line = |preset, lgn, v1, size: Size| {
        let [flash16, flash8] = [2, 1].map(|bytes| size.memory(bytes, Weights::Frozen)[0]);
        let [each16, each8] = [2, 1].map(|bytes| size.each(bytes));
        let Size { connections, lgn: kernels, state, .. } = size;
        writeln!(
            text,
            "{preset:<8}  {lgn:>3}  {v1:2}  {connections:11}  {flash16:10}  {flash8:10}    \
             {each16:7.3}  {each8:6.3}  {kernels:6}  {state:8}"
        )
    };
    for side in SIDES {
        line("notebook", side.to_string(), side, Size::whole(&Params::notebook(side))?)?;
    }
    for side in SIDES {
        line("reduced", "-".to_owned(), side, Size::reduced(&Params::reduced(side))?)?;
    }
    line("config", "24".to_owned(), 96, Size::config(&Params::config())?)?;
    Ok(text)
}
