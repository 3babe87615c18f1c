//! `watch DIR`: the map of a training in the terminal.

use crate::command::{Folder, QUICK, accepted, refused};
use std::fs;

#[test]
fn the_newest_map_of_a_folder_is_drawn() {
    let folder = Folder::new();
    let out = folder.at("out");
    let train = ["train", "--side", "11", "--presentations", "3", "--snapshots", "1", "--out"];
    accepted(&[&train[..], &[&out], &QUICK].concat());
    let is_map = |text: &str, status: &str| {
        let lines: Vec<_> = text.lines().collect();
        let [key, map @ .., last] = &*lines else { panic!("{text}") };
        assert!(key.starts_with("red 0°, green 60°, blue 120°"), "{key}");
        assert_eq!(map.len(), 11, "{text}");
        for row in map {
            let marks = row.chars().all(|mark| "-/|\\.".contains(mark));
            assert!(marks && row.len() == 22, "{row}");
        }
        assert!(last.starts_with(status), "{last}");
    };
    // a complete training ends by itself
    let complete = accepted(&["watch", &out]);
    is_map(&complete, "lissom-or 11 fixed16, seed 1: 3 of 3 presentations, selectivity ");
    // one that is at work has saved what it would go on from
    fs::rename(folder.at("out/000001.snapshot"), folder.at("out/last.snapshot")).expect("renamed");
    fs::remove_file(folder.at("out/000003.snapshot")).expect("removed");
    let early = accepted(&["watch", &out, "--once"]);
    is_map(&early, "lissom-or 11 fixed16, seed 1: 1 of 3 presentations, selectivity ");
    refused(&["watch", &folder.at("none")], "none: No such file or directory");
    refused(&["watch", &out, "--port", "x"], "cannot be used with '--port <PORT>'");
    refused(&["watch"], "missing: --port <PORT>");
}
