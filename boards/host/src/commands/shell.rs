//! `completions` and `man`: what shells and manuals know of the command line.

use crate::{cli::command, outcome::Outcome};
use clap::Args;
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use lissom_experiment::error::Error;

/// The options of `completions`.
#[derive(Debug, Clone, Copy, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the shell's script.
    pub fn run(&self) -> Result<Outcome, Error> {
        let mut script = Vec::new();
        generate(self.shell, &mut command(), "lissom", &mut script);
        Ok(Outcome::new(String::from_utf8(script)?))
    }
}

/// The options of `man`.
#[derive(Debug, Clone, Args)]
pub struct Manual {
    /// The command [default: lissom itself]
    command: Vec<String>,
}

impl Manual {
    /// Prints the page of a command.
    pub fn run(&self) -> Result<Outcome, Error> {
        let mut page = command();
        page.build();
        for part in &self.command {
            let found = page.find_subcommand(part).cloned();
            let of = page.get_name();
            page = found.ok_or_else(|| Error::new(format!("{of} has no command {part}")))?;
        }
        let mut text = Vec::new();
        Man::new(page).render(&mut text)?;
        Ok(Outcome::new(String::from_utf8(text)?))
    }
}
