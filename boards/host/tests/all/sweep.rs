//! Sweeps, run as a user runs them: at once, by tasks, and after they were killed.

use crate::command::{Folder, accepted, refused};
use std::{
    process::{Command, Stdio},
    thread,
    time::Duration,
};

const GRID: &[u8] = b"from = \"notebook\"
maps = 1
[set]
network.side = 11
presentations = 2
analysis.orientations = 2
analysis.phases = 1
[grid]
pictures.stream = [\"gaussians\", \"faces\"]
seed = [1, 2, 3]
";

#[test]
fn tasks_have_the_rows_of_a_whole_run() {
    let folder = Folder::new();
    let grid = folder.file("grid.toml", GRID);
    let (table, out) = (folder.at("whole.csv"), folder.at("tasks"));
    assert!(accepted(&["sweep", &grid, "--list"]).contains("\n5,faces,3\n"));
    refused(&["sweep", &grid, "--collect", &table], "6 of 6 rows are missing");
    assert_eq!(accepted(&["sweep", &grid]), "6 of 6 experiments done\n");
    assert_eq!(accepted(&["sweep", &grid, "--missing"]), "");
    accepted(&["sweep", &grid, "--collect", &table]);

    // one by number, one as an array of Slurm numbers it, and the rest
    accepted(&["sweep", &grid, "--out", &out, "--index", "4"]);
    let task = Command::new(env!("CARGO_BIN_EXE_lissom"))
        .args(["sweep", &grid, "--out", &out, "--quiet"])
        .env("SLURM_ARRAY_TASK_ID", "2")
        .output()
        .expect("it starts");
    assert!(task.status.success(), "{task:?}");
    assert_eq!(accepted(&["sweep", &grid, "--out", &out, "--missing"]), "0,1,3,5\n");
    assert_eq!(accepted(&["sweep", &grid, "--out", &out]), "4 of 4 experiments done\n");
    accepted(&["sweep", &grid, "--out", &out, "--collect", &folder.at("tasks.csv")]);
    let whole = folder.bytes("whole.csv");
    assert!(whole == folder.bytes("tasks.csv"));
    let text = String::from_utf8(whole).unwrap();
    let mut lines = text.lines();
    let head = "index,pictures.stream,seed,selectivity,stability,metric,pinwheels,";
    assert!(lines.next().is_some_and(|line| line.starts_with(head)), "{text}");
    assert!(lines.next().is_some_and(|line| line.starts_with("0,gaussians,1,0.")), "{text}");
    assert_eq!(lines.count(), 5);

    // a damaged row is named, and one of another grid does not count
    let row = std::fs::read_dir(folder.at("tasks/rows")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&row, "{").unwrap();
    let name = row.file_name().unwrap().to_string_lossy().into_owned();
    refused(&["sweep", &grid, "--out", &out, "--collect", &table], &name);
    let longer = String::from_utf8_lossy(GRID).replace("presentations = 2", "presentations = 3");
    let longer = folder.file("longer.toml", longer.as_bytes());
    assert_eq!(accepted(&["sweep", &longer, "--out", &out, "--missing"]), "0,1,2,3,4,5\n");
}

/// Medians over the seeds, and the similarity of maps of different seeds and of the same one.
#[test]
fn results_spread_over_keys() {
    let folder = Folder::new();
    let text = String::from_utf8_lossy(GRID)
        .replace("maps = 1", "maps = 1\nkeep_maps = true")
        .replace("pictures.stream = [\"gaussians\", \"faces\"]", "number = [\"f64\", \"f32\"]");
    let grid = folder.file("grid.toml", text.as_bytes());
    assert!(accepted(&["sweep", &grid, "--over", "seed"]).contains("number f64, 0 of 3 results"));
    accepted(&["sweep", &grid]);
    let seeds = accepted(&["sweep", &grid, "--over", "seed"]);
    assert!(seeds.starts_with("number f64, 3 of 3 results: median (quartiles)\n"), "{seeds}");
    assert!(seeds.contains("in the mean of 3 pairs"), "{seeds}");
    // both formats see the same, and differ by rounding alone
    let formats = accepted(&["sweep", &grid, "--over", "number,seed"]);
    assert!(formats.starts_with("6 of 6 results"), "{formats}");
    assert!(formats.contains(" ± 0.000 in the mean of 3 pairs"), "{formats}");
    refused(&["sweep", &grid, "--over", "sed"], "no key of the grid, which has number, seed");
}

#[test]
fn grids_are_refused_by_name() {
    let folder = Folder::new();
    for (text, why) in [
        ("[grid]\nseed = 1\n", "seed is no list of values"),
        ("[grid]\nseed = []\n", "seed has no values"),
        ("[set]\npresentations = 1\n", "[grid] has no key"),
        ("[grid]\nnetwork.gama_a = [1]\n", "no key network.gama_a; did you mean network.gamma_a?"),
        ("[grid]\nnetwork.gamma_a = [1, 33]\n", "gamma_a 33 is not a number of 0..=32"),
        (
            "preset = \"gcal\"\n[grid]\nseed = [1]\n",
            "preset is not from, maps, keep_maps, [set] or [grid]",
        ),
        ("from = \"gcla\"\n[grid]\nseed = [1]\n", "no preset gcla; did you mean gcal?"),
        ("maps = 0\n[grid]\nseed = [1]\n", "maps is not a whole number of 1..=1000"),
    ] {
        let grid = folder.file("grid.toml", text.as_bytes());
        refused(&["sweep", &grid], why);
        refused(&["sweep", &grid], "grid.toml");
    }
    let grid = folder.file("grid.toml", GRID);
    refused(&["sweep", &grid, "--index", "6"], "index 6 is not of 0..=5");
    refused(&["sweep", &grid, "--index", "1", "--missing"], "--missing");
}

/// 24 experiments, killed at random, finished by tasks: the same table.
#[test]
#[ignore = "half a minute without optimisation"]
fn a_killed_sweep_is_finished_by_tasks() {
    let folder = Folder::new();
    let text = String::from_utf8_lossy(GRID)
        .replace("presentations = 2", "presentations = 40")
        .replace("[1, 2, 3]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]");
    let grid = folder.file("grid.toml", text.as_bytes());
    accepted(&["sweep", &grid]);
    accepted(&["sweep", &grid, "--collect", &folder.at("whole.csv")]);
    let out = folder.at("killed");
    for delay in [300, 900, 100] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lissom"))
            .args(["sweep", &grid, "--out", &out, "--quiet"])
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_millis(delay));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }
    let missing = accepted(&["sweep", &grid, "--out", &out, "--missing"]);
    let missing: Vec<_> = missing.trim().split(',').filter(|index| !index.is_empty()).collect();
    assert!(!missing.is_empty(), "all were done before they were killed");
    for index in missing {
        accepted(&["sweep", &grid, "--out", &out, "--index", index]);
    }
    accepted(&["sweep", &grid, "--out", &out, "--collect", &folder.at("killed.csv")]);
    assert!(folder.bytes("whole.csv") == folder.bytes("killed.csv"));
}
