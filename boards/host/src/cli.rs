//! The command line.

use crate::{
    commands::accuracy::Accuracy,
    commands::board::Board,
    commands::compare::Compare,
    commands::cost::Cost,
    commands::draw::Draw,
    commands::export::Export,
    commands::figures,
    commands::figures::Drawn,
    commands::info::Info,
    commands::map::Measure,
    commands::params::Params,
    commands::send::Sending,
    commands::settle::Settle,
    commands::shell::{Completions, Manual},
    commands::sweep::Sweeping,
    commands::train::Train,
    commands::verify::Verify,
    commands::watch::Watching,
    commands::weights::Show,
    outcome::Outcome,
    usage,
};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};
use lissom_experiment::error::Error;
use lissom_lab::notice::be_quiet;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

const EXIT_CODES: &str = "\
Exit codes: 0 success; 1 verify found a difference, or send had a picture refused; 2 bad input, or a
file that cannot be written; 130 train, sweep or figures was interrupted, and goes
on by the same command";

/// Behind the options of a command, and before `--help`.
const LAST: usize = 900;

/// Where a command of a command is missing.
const HELP: ErrorKind = ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;

/// LISSOM cortical maps in fixed point and float.
///
/// Without a command it draws the figures of pylissom's notebook *Lissom modules* and compares 16
/// bits with f64.
#[derive(Debug, Parser)]
#[command(name = "lissom", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// The folder for the figures [default: figures]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show no progress
    #[arg(long, global = true, display_order = LAST)]
    quiet: bool,
    /// Print an object for each result, one a line, in place of text: settle, train, sweep, figures
    /// stevens2013, map, export, compare, accuracy, cost, info, verify
    #[arg(long, global = true, display_order = LAST)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show a network one picture and let it settle
    Settle(Box<Settle>),
    /// Draw the weights of a projection
    Weights(Box<Show>),
    /// Let an orientation map develop
    Train(Box<Train>),
    /// Run a grid of experiments on all cores, or one of them in an array of jobs
    Sweep(Sweeping),
    /// Print an experiment as a file for `train`: every key with its meaning, range and default
    Params(Box<Params>),
    /// Measure the orientation map of a snapshot
    Map(Measure),
    /// Draw the figures of pylissom's notebooks, and compare 16 bits with f64; or those of a
    /// publication, from its simulations on
    Figures(Drawn),
    /// Draw the figures of a training: map, selectivity, spectrum, histogram and weights
    Draw(Draw),
    /// Write a snapshot's network for NumPy or for firmware
    Export(Box<Export>),
    /// Compare two snapshots, or one training in several number formats
    Compare(Box<Compare>),
    /// How far every number format is from f64: activities and maps, as tables and charts
    Accuracy(Box<Accuracy>),
    /// How the cost of a network grows with its size
    Cost(Cost),
    /// What networks are made of, and how much memory they take
    Info(Info),
    /// Compare with outputs of the real pylissom; exit code 1 if anything differs
    Verify(Verify),
    /// Compare with a board that learns, put a learned map on a board, or read one back
    #[command(subcommand)]
    Board(Board),
    /// Show pictures to a board that is connected; exit code 1 if it refuses any
    Send(Sending),
    /// Show the activity that a board sends, or the map of a training
    Watch(Watching),
    /// Print what completes commands and options in a shell
    Completions(Completions),
    /// Print the manual page of a command: `lissom man train | man -l -`
    Man(Manual),
}

fn run(cli: Cli) -> Result<Outcome, Error> {
    if cli.quiet {
        be_quiet();
    }
    if cli.json && !cli.command.as_ref().is_some_and(Command::has_results) {
        let have = "settle, train, sweep, figures stevens2013, map, export, compare, accuracy, cost, info and verify";
        return Err(Error::new(format!("--json: {have} have it")));
    }
    if cli.command.is_some() && cli.out.is_some() {
        return Err(Error::new("--out: comes after the command"));
    }
    let figures = cli.out.unwrap_or_else(|| "figures".into());
    let mut outcome = dispatch(cli.command, &figures)?;
    if cli.json {
        outcome.text = outcome.results.iter().map(|result| format!("{result}\n")).collect();
    }
    Ok(outcome)
}

impl Command {
    fn has_results(&self) -> bool {
        match self {
            Self::Figures(drawn) => drawn.has_results(),
            Self::Settle(_) | Self::Train(_) | Self::Sweep(_) | Self::Map(_) | Self::Export(_) => {
                true
            }
            Self::Compare(_) | Self::Accuracy(_) | Self::Cost(_) | Self::Info(_) => true,
            _ => matches!(self, Self::Verify(_)),
        }
    }
}

fn dispatch(command: Option<Command>, out: &Path) -> Result<Outcome, Error> {
    match command {
        None => figures::run(out),
        Some(Command::Settle(settle)) => settle.run(),
        Some(Command::Weights(show)) => show.run(),
        Some(Command::Train(train)) => train.run(),
        Some(Command::Sweep(sweep)) => sweep.run(),
        Some(Command::Params(params)) => params.run(),
        Some(Command::Map(measure)) => measure.run(),
        Some(Command::Figures(drawn)) => drawn.run(),
        Some(Command::Draw(draw)) => draw.run(),
        Some(Command::Export(export)) => export.run(),
        Some(Command::Compare(compare)) => compare.run(),
        Some(Command::Accuracy(accuracy)) => accuracy.run(),
        Some(Command::Cost(cost)) => cost.run(),
        Some(Command::Info(info)) => info.run(),
        Some(Command::Verify(verify)) => verify.run(),
        Some(Command::Board(board)) => board.run(),
        Some(Command::Send(sending)) => sending.run(),
        Some(Command::Watch(watching)) => watching.run(),
        Some(Command::Completions(completions)) => completions.run(),
        Some(Command::Man(manual)) => manual.run(),
    }
}

/// The whole command line, as it is parsed, completed and described.
pub fn command() -> clap::Command {
    let command = usage::with_negative_numbers(Cli::command());
    let of_accuracy = |command: clap::Command| {
        let sides = "The side of retina, LGN and V1, 1 to 255 [default: 24]";
        command.mut_arg("side", |side| side.help(sides))
    };
    let of_send = |command: clap::Command| command.mut_arg("port", |port| port.required(true));
    let of_watch = |command: clap::Command| {
        command.mut_arg("port", |port| port.required_unless_present("training"))
    };
    let command = command.mut_subcommand("accuracy", of_accuracy);
    let command = command.mut_subcommand("send", of_send).mut_subcommand("watch", of_watch);
    command.mut_subcommands(|command| {
        let bad = "2 bad input, or a file that cannot be written";
        let others = match command.get_name() {
            "verify" => format!("1 something differs; {bad}"),
            "send" => format!("1 the board refused a picture; {bad}"),
            "train" | "sweep" | "figures" => {
                format!("{bad}; 130 interrupted, and the same command goes on")
            }
            _ => bad.to_owned(),
        };
        let codes = format!("Exit codes: 0 success; {others}");
        command.after_help(codes)
    })
}

/// Runs the command; one line on stderr and exit code 2 if anything is wrong with its parameters.
pub fn main() -> ExitCode {
    let matches = command().try_get_matches();
    let outcome = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => run(cli),
        Err(error) if error.use_stderr() && error.kind() != HELP => Err(usage::error(&error)),
        Err(error) => Ok(Outcome::new(error.render().to_string())),
    };
    let code = outcome.and_then(|outcome| {
        match io::stdout().write_all(outcome.text.as_bytes()).and_then(|()| io::stdout().flush()) {
            // a closed pipe is no error
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(outcome.code),
        }
    });
    match code {
        Ok(code) => code.into(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "lissom: {}", error.line());
            ExitCode::from(2)
        }
    }
}
