//! What `settle` and `info` say of errors.

use crate::command::accepted;

#[test]
fn the_guide_shows_what_settle_says() {
    let guide = include_str!("../../../../src/guide/formats.md");
    let text = accepted(&["settle"]);
    let (_, said) = text.split_once("amplification").expect("the line is there");
    assert!(guide.contains(&format!("```text\namplification{said}```")), "{said}");
}

/// Without lateral gains a difference grows by 1/(θ_u − θ_l), and the bound is a step more.
#[test]
fn users_are_told_what_error_to_expect() {
    let set = ["gamma_e=0", "gamma_i=0", "theta_lower=0", "theta_upper=0.5"];
    let set: Vec<_> = set.iter().flat_map(|set| ["--set", set]).collect();
    let grown = "amplification 2.0: in f64 ±2^-14 in what V1 receives grows to 1.2e-4";
    let settle = |number, bound: &str| {
        let text = accepted(&[&["settle", "--side", "12", "--number", number], &set[..]].concat());
        assert!(text.contains(&format!("{grown}{bound}")), "{text}");
    };
    settle("f64", "\n");
    settle("fixed8", "\nfixed8: expect at most 2.3e-2 from f64; found ");
    settle("fixed16", "\nfixed16: expect at most 1.8e-4 from f64; found ");
    settle("f32", "\nf32: expect at most 3.6e-7 from f64; found ");
    let info = accepted(&[&["info", "--side", "12"], &set[..]].concat());
    assert!(
        info.contains(&format!("{grown}\nfixed16: expect at most 1.8e-4 from f64; ")),
        "{info}"
    );
    assert!(info.ends_with(" is the worst of the usual stimuli\n"), "{info}");
    let large = accepted(&["info", "--side", "100"]);
    assert!(large.ends_with("not measured above 16777216 connections\n"), "{large}");
    // perfectly symmetric, until the first rounding error
    let symmetric = ["--side", "24", "--steps", "30", "--no-noise"];
    let strong = ["--set", "gamma_e=2", "--set", "gamma_i=2"];
    let text = accepted(&[&["settle"], &symmetric[..], &strong].concat());
    assert!(
        text.contains(", bistable: in f64 ") && text.contains("expect no bound; found "),
        "{text}"
    );
}
