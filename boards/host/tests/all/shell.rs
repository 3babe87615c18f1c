//! What shells and manuals are told of the command line.

use crate::command::{accepted, refused};

const COMMANDS: [&str; 15] = [
    "settle",
    "weights",
    "train",
    "params",
    "map",
    "compare",
    "accuracy",
    "cost",
    "info",
    "verify",
    "board",
    "send",
    "watch",
    "completions",
    "man",
];

#[test]
fn shells_complete_commands_and_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = accepted(&["completions", shell]);
        for word in COMMANDS.iter().chain(&["pylissom-rotation", "fixed16", "export"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    refused(&["completions", "ksh"], "[possible values: bash, elvish, fish, powershell, zsh]");
}

/// Every command has a page and a help text, and both have the exit codes.
#[test]
fn every_command_is_described() {
    let whole = accepted(&["man"]);
    for command in COMMANDS {
        assert!(whole.contains(&format!("lissom\\-{command}(1)")), "{command}");
        let page = accepted(&["man", command]);
        assert!(page.contains(&format!(".TH lissom-{command} 1")), "{command}: {page}");
        let help = accepted(&[command, "--help"]);
        for text in [page, help] {
            assert!(text.contains("Exit codes: 0 success"), "{command}: {text}");
        }
    }
    assert!(accepted(&["man", "board", "export"]).contains(".TH lissom-board-export 1"));
    refused(&["man", "bord"], "lissom has no command bord");
    refused(&["man", "board", "exprt"], "board has no command exprt");
}
