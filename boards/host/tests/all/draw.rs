//! `draw`, run as a user runs it.

use crate::command::{Folder, QUICK, accepted, refused};
use std::fs;

const FIGURES: [&str; 8] = [
    "figure",
    "map",
    "selectivity",
    "spectrum",
    "histogram",
    "fields",
    "inhibitory",
    "development",
];

#[test]
fn a_training_is_drawn() {
    let folder = Folder::new();
    let out = folder.at("out");
    let train =
        ["train", "--side", "12", "--preset", "gcal", "--presentations", "9", "--out", &out];
    accepted(&[&train[..], &QUICK].concat());

    let text = accepted(&["draw", &out]);
    assert!(text.starts_with("gcal 12 fixed16, seed 1, after 9 presentations\n9 files"), "{text}");
    for name in FIGURES {
        let bytes = folder.bytes(&format!("out/figures/{name}.png"));
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.len() > 4000, "{name}");
    }
    // the map of the folder's files is that which was measured
    let [drawn, trained] =
        ["out/figures/map.png", "out/000009-map.png"].map(|name| folder.bytes(name));
    assert!(drawn == trained);
    let movie = folder.bytes("out/figures/development.gif");
    assert!(movie == folder.bytes("out/maps.gif"));

    let svg = ["--format", "svg", "--unit", "0,11", "--at", "0", "--out", &folder.at("svg")];
    let text = accepted(&[&["draw", &out], &svg[..]].concat());
    assert!(text.contains("after 0 presentations"), "{text}");
    for name in FIGURES {
        let text = fs::read_to_string(folder.0.join(format!("svg/{name}.svg"))).expect(name);
        assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"), "{name}");
        assert!(text.contains("gcal 12 fixed16, seed 1"), "{name}");
    }
    let lateral = fs::read_to_string(folder.0.join("svg/inhibitory.svg")).expect("it is there");
    assert!(lateral.contains("inhibitory weights of unit 0,11"), "{lateral}");

    let nothing = folder.at("nothing");
    for (arguments, why) in [
        (&["--unit", "12,0"][..], "--unit 12,0: rows and columns are 0..=11"),
        (&["--unit", "5"], "a row and a column such as 24,30"),
        (&["--at", "5"], "out: has no map after 5 presentations, but after 0, 9"),
        (&["--scale", "9"], "9 is not in 1..=8"),
    ] {
        refused(&[&["draw", &out, "--out", &nothing], arguments].concat(), why);
    }
    fs::write(folder.0.join("out/000009-inhibitory.npy"), b"torn").expect("it can be written");
    refused(&["draw", &out, "--out", &nothing], "out/000009-inhibitory.npy: ");
    fs::remove_file(folder.0.join("out/experiment.toml")).expect("it is there");
    refused(
        &["draw", &out],
        "out: has no experiment.toml: `lissom train --out` makes such a folder",
    );
    refused(&["draw", &nothing], "nothing: ");
    assert!(!folder.0.join("nothing").exists());
}

/// V1 has a border that is not analysed, and the LGN a margin.
#[test]
fn a_published_network_is_drawn() {
    let folder = Folder::new();
    let out = folder.at("out");
    let train =
        ["train", "--preset", "gcal-2013", "--v1", "15", "--lgn", "36", "--presentations", "2"];
    accepted(&[&train[..], &QUICK, &["--out", &out]].concat());
    let length = |name: &str| {
        let path = folder.0.join(format!("out/000002-{name}.npy"));
        lissom_npy::read(&path).expect(name).len()
    };
    assert_eq!(["thresholds", "preference"].map(length), [225, 100]);
    for unit in ["7,7", "0,14"] {
        let text = accepted(&["draw", &out, "--format", "svg", "--unit", unit]);
        assert!(text.contains("10 files"), "{text}");
        let lateral = folder.bytes("out/figures/inhibitory.svg");
        let lateral = String::from_utf8(lateral).expect("it is text");
        let title = format!("inhibitory weights of unit {unit}");
        // beyond what is analysed no preference is known
        let is_known = lateral.contains(&format!("{title}, which prefers"));
        assert!(lateral.contains(&title) && is_known == (unit == "7,7"), "{unit}");
    }
}
