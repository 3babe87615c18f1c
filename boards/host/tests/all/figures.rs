//! `figures`, run as a user runs it.

use crate::command::{Folder, accepted, refused};
use std::fs;

/// Every line of the table compares 16 bits with `f64`; how many lines there are.
fn differ_little(table: &str) -> usize {
    let lines = table.lines().filter(|line| line.contains("e-"));
    let checked = lines.map(|line| {
        let numbers: Vec<f64> =
            line.split_whitespace().rev().take(2).map(|n| n.parse().expect(line)).collect();
        // not normalised: weights up to 1 in steps of 2⁻⁷ or 2⁻⁸
        let coarse = ["Cloud", "Unnormalized", "Gaussian 25 to 5"];
        let limit = if coarse.iter().any(|name| line.contains(name)) { 5e-3 } else { 3e-4 };
        assert!(numbers[1] <= limit && numbers[0] <= numbers[1], "{line}");
    });
    checked.count()
}

#[test]
fn all_figures_are_drawn_and_differ_little() {
    let modules = [
        "contact-sheet",
        "cortex",
        "gaussian-cloud",
        "difference-of-gaussians",
        "unnormalised-difference",
        "gaussian-3",
        "lgn",
        "gaussian-2",
        "reduced-lissom-response",
        "reduced-lissom-modules",
        "reduced-lissom-settling",
        "lissom-response",
        "lissom-modules",
        "lissom-settling",
    ];
    let linear = [
        "contact-sheet",
        "linear-gaussian",
        "linear-difference-of-gaussians",
        "linear-piecewise-sigmoid",
    ];
    let optimizers = [
        "cortex-step-picture",
        "cortex-step-activity",
        "cortex-step-weights",
        "reduced-step-picture",
        "reduced-step-activity",
        "reduced-step-afferent",
        "reduced-step-excitatory",
        "reduced-step-inhibitory",
    ];
    for (arguments, lines, names) in [
        (&[][..], 61, &modules[..]),
        (&["figures", "linear"], 3, &linear),
        (&["figures", "optimizers"], 6, &optimizers),
    ] {
        let folder = Folder::new();
        let table = accepted(&[arguments, &["--out", folder.path()]].concat());
        assert!(differ_little(&table) >= lines, "{table}");
        for name in names {
            let bytes = fs::read(folder.0.join(format!("{name}.png"))).expect(name);
            assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.len() > 1000, "{name}");
        }
    }
}

#[test]
fn other_notebooks_are_refused() {
    refused(&["figures", "tools"], "'tools'");
    refused(&["figures", "linear", "--small"], "--small: has no effect on a notebook");
    refused(&["figures", "stevens2013", "--stream", "faces"], "--stream: has no effect on");
    assert!(accepted(&["figures", "stevens2013", "--grid"]).contains("from = \"gcal-2013\""));
    refused(&["figures", "orientation", "--stream", "images"], "'images'");
}
