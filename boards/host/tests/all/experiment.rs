//! Experiments as files, run as a user runs them.

use crate::command::{Folder, accepted, refused, trace};

/// A measurement that takes no time.
const ONE: [&str; 4] = ["--orientations", "1", "--phases", "1"];

/// `params` prints what the options say, and its file trains to the same bits as they do.
#[test]
fn a_file_is_what_the_options_say() {
    for options in [
        &["--preset", "gcal", "--side", "11"][..],
        &["--preset", "lissom-or", "--lgn", "11", "--v1", "13", "--number", "f32", "--seed", "3"],
        &["--side", "11", "--stream", "faces", "--set", "gamma_a=1.25", "--number", "fixed8"],
    ] {
        let folder = Folder::new();
        let file = accepted(&[&["params"], options].concat());
        let path = folder.file("e.toml", file.as_bytes());
        assert_eq!(accepted(&["params", &path]), file);
        let (a, b) = (folder.at("options"), folder.at("file"));
        let course = ["--presentations", "3", "--snapshots", "3", "--out"];
        let ours = accepted(&[&["train"], options, &course, &[&a], &ONE].concat());
        let theirs = accepted(&[&["train", &path], &course[..], &[&b], &ONE].concat());
        assert_eq!(trace(&ours), trace(&theirs), "{options:?}");
        for name in ["000003.snapshot", "experiment.toml"] {
            let both = ["options", "file"].map(|folder| format!("{folder}/{name}"));
            assert!(folder.bytes(&both[0]) == folder.bytes(&both[1]), "{options:?} {name}");
        }
        // the folder alone says how to repeat it
        let (again, told) = (folder.at("again"), folder.at("file/experiment.toml"));
        accepted(&["train", &told, "--out", &again]);
        assert!(folder.bytes("again/000003.snapshot") == folder.bytes("file/000003.snapshot"));
    }
}

/// The command line wins over the file, and the file over the preset.
#[test]
fn the_last_word_counts() {
    let folder = Folder::new();
    let text = b"preset = \"gcal\"\npresentations = 3\n[network]\nside = 12\ngamma_a = 1.25\n";
    let path = folder.file("e.toml", text);
    let line = |options: &[&str], key: &str| {
        let file = accepted(&[&["params", &path], options].concat());
        let found = file.lines().find(|line| line.starts_with(&format!("{key} ")));
        found.expect(key).split(['#', '=']).nth(1).expect(key).trim().to_owned()
    };
    assert_eq!([line(&[], "gamma_a"), line(&[], "gamma_e")], ["1.25", "1.7"]);
    assert_eq!(line(&["--set", "gamma_a=2"], "gamma_a"), "2.0");
    assert_eq!(line(&["--v1", "13"], "v1"), "13");
    assert_eq!(line(&["--side", "14"], "lgn"), "14");
    let out = folder.at("out");
    let text = accepted(&[&["train", &path, "--out", &out], &ONE[..]].concat());
    assert!(text.contains("gcal 12 fixed16: 3 presentations"), "{text}");
    refused(&["train", &path, "--set", "gama_a=1"], "did you mean network.gamma_a?");
    refused(&["train", "no/such.toml"], "no/such.toml");
    refused(&["params", "gcall"], "no file and no preset; did you mean gcal?");
}

/// `map` and `compare` tell trainings apart by file, seed and keys, each by its own file.
#[test]
fn results_say_what_they_are_of() {
    let folder = Folder::new();
    let train = |out: &str, more: &[&str]| {
        let out = folder.at(out);
        let common = ["train", "--side", "11", "--presentations", "2", "--out", &out];
        accepted(&[&common, more, &ONE[..]].concat());
        format!("{out}/000002.snapshot")
    };
    let one = train("one", &[]);
    let two = train("two", &["--seed", "2", "--set", "gamma_e=1"]);
    let text = accepted(&[&["compare", &one, &two], &ONE[..]].concat());
    for line in [
        &*format!("{one}: lissom-or 11 fixed16, seed 1: 2 presentations, trace "),
        &*format!("{two}: lissom-or 11 fixed16, seed 2: 2 presentations, trace "),
        "    seeds.weights 2, in the first 1",
        "    network.gamma_e 1.0, in the first 0.9",
    ] {
        assert!(text.lines().any(|found| found.starts_with(line)), "{line} {text}");
    }
    let text = accepted(&[&["map", &two], &ONE[..]].concat());
    assert!(text.starts_with("lissom-or 11 fixed16, seed 2: 2 presentations, "), "{text}");
}

/// The guide's example is a file that `train` takes.
#[test]
fn the_example_of_the_guide_is_an_experiment() {
    let guide = include_str!("../../../../src/guide/training.md");
    let (_, example) = guide.split_once("```toml\n").expect("it has an example");
    let (example, _) = example.split_once("```").expect("it ends");
    let folder = Folder::new();
    let file = accepted(&["params", &folder.file("example.toml", example.as_bytes())]);
    for key in ["preset = \"gcal\"", "retina = 48 ", "gamma_e = 1.6 ", "contrast = [0.5, 1.0] "] {
        assert!(file.contains(key), "{key}: {file}");
    }
    assert!(file.contains(concat!("version = \"", env!("CARGO_PKG_VERSION"), "\"\nhash = \"")));
}
