//! What is wrong with a command line, in one line.

use clap::{
    Arg, Command,
    error::{ContextKind, ContextValue, ErrorKind},
};
use lissom_experiment::error::Error;

/// How the messages of the number parsers read to people.
const PLAIN: [(&str, &str); 6] = [
    ("invalid digit found in string", "not a whole number ≥ 0"),
    ("cannot parse integer from empty string", "not a whole number ≥ 0"),
    ("number too large to fit in target type", "a number that is too large"),
    ("invalid float literal", "not a number"),
    ("cannot parse float from empty string", "not a number"),
    ("unrecognized subcommand", "no command"),
];

/// The message of `clap` without its usage, and with what may have been meant.
pub fn error(error: &clap::Error) -> Error {
    let text = error.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let end = text.find("\n\n").unwrap_or(text.len());
    let mut line = text[..end].to_owned();
    for (found, plain) in PLAIN {
        line = line.replace(found, plain);
    }
    if error.kind() == ErrorKind::MissingRequiredArgument {
        line = line.replace("the following required arguments were not provided:", "missing:");
    }
    if let Some(meant) = meant(error) {
        line += &format!("; did you mean {meant}?");
    }
    Error::new(line)
}

/// The nearest command, option or value: of several the last is nearest.
fn meant(error: &clap::Error) -> Option<&str> {
    let kinds =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    match kinds.into_iter().find_map(|kind| error.get(kind))? {
        ContextValue::String(one) => Some(one),
        ContextValue::Strings(several) => several.last().map(String::as_str),
        _ => None,
    }
}

/// The command with options that take a negative number for a value, and not for an option that
/// there is not.
pub fn with_negative_numbers(command: Command) -> Command {
    let tolerant = |arg: Arg| {
        let is_option = arg.get_long().is_some() && arg.get_action().takes_values();
        if is_option { arg.allow_negative_numbers(true) } else { arg }
    };
    command.mut_args(tolerant).mut_subcommands(with_negative_numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::value_parser;

    #[test]
    fn one_line_says_what_and_what_was_meant() {
        let number = Arg::new("side").long("side").value_parser(value_parser!(u8).range(1..));
        let kind = Arg::new("kind").long("kind").value_parser(["gaussian", "face"]);
        let settle = Command::new("settle").args([number, kind]);
        let command = with_negative_numbers(Command::new("lissom").subcommand(settle));
        let line = |arguments: &str| {
            let arguments = ["lissom"].into_iter().chain(arguments.split(' '));
            let found = command.clone().try_get_matches_from(arguments).unwrap_err();
            error(&found).line().to_owned()
        };
        for (arguments, expected) in [
            ("settel", "no command 'settel'; did you mean settle?"),
            ("settle --sid 3", "unexpected argument '--sid' found; did you mean --side?"),
            ("settle --side -1", "invalid value '-1' for '--side <side>': -1 is not in 1..=255"),
            ("settle --side x", "invalid value 'x' for '--side <side>': not a whole number ≥ 0"),
            (
                "settle --kind gausian",
                "invalid value 'gausian' for '--kind <kind>' [possible values: gaussian, face]; did \
                 you mean gaussian?",
            ),
            ("settle zzz", "unexpected argument 'zzz' found"),
        ] {
            assert_eq!(line(arguments), expected);
        }
    }
}
