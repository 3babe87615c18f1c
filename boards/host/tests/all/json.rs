//! `--json`: an object for each result, and nothing else on standard output.

use crate::command::{Folder, accepted};
use serde_json::Value;

fn objects(arguments: &[&str]) -> Vec<Value> {
    let text = accepted(&[arguments, &["--json"]].concat());
    let object = |line| serde_json::from_str::<Value>(line).expect(line);
    let all: Vec<_> = text.lines().map(object).collect();
    assert!(all.iter().all(Value::is_object) && !all.is_empty(), "{text}");
    all
}

#[test]
fn results_are_objects() {
    let folder = Folder::new();
    let out = folder.at("out");
    let one = ["--orientations", "1", "--phases", "1"];
    let train = ["train", "--side", "11", "--presentations", "2", "--out", &out];
    let moments = objects(&[&train[..], &one].concat());
    assert_eq!([&moments[0]["presentations"], &moments[1]["presentations"]], [0, 2]);
    assert_eq!(moments[1]["similarity_to_last"], 1.0);
    let end = &moments[1];
    let snapshot = folder.at("out/000002.snapshot");
    let map = &objects(&[&["map", &snapshot], &one[..]].concat())[0];
    for key in ["trace", "map_hash", "selectivity", "measured", "histogram"] {
        assert!(!map[key].is_null() && map[key] == end[key], "{key}: {map} {end}");
    }
    assert_eq!(map["seeds"], Value::from(vec![1, 1, 1]));
    let start = folder.at("out/000000.snapshot");
    let both = objects(&[&["compare", &snapshot, &start], &one[..]].concat());
    assert_eq!(both[0]["trace"], end["trace"]);
    assert!(both[1]["rms_differences"]["inhibitory"].as_f64().is_some_and(|rms| rms > 0.0));

    let settled = &objects(&["settle", "--side", "8", "--steps", "3"])[0];
    assert_eq!(settled["hashes"].as_array().map(Vec::len), Some(4));
    let info = &objects(&["info", "--side", "8"])[0];
    assert_eq!(info["connections"], 1364);
    assert!(objects(&["info"]).len() > 20);
    let counts = b"fields,side,connections,instructions\na,10,100,900\na,20,1600,9600\n";
    let counts = folder.file("counts", counts);
    let cost = objects(&["cost", &counts, "--out", &out]);
    assert_eq!([&cost[0]["per_connection"], &cost[1]["per_connection"]], [9.0, 6.0]);
}
