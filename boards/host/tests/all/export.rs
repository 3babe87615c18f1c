//! `export`, run as a user runs it: what NumPy and firmware get.

use crate::command::{Folder, QUICK, accepted, refused};
use lissom::{
    SheetOf, geometry::connections, input::OrientedGaussian, number::Activity, side::Side,
};
use lissom_npy as npy;
use rawzip::ZipArchive;
use std::{collections::BTreeMap, fs, io::Read, path::Path};

/// As `export` wrote it of the training that [`LEARNED`] names.
#[path = "../firmware/learned.rs"]
mod learned;

const LEARNED: [&str; 9] =
    ["train", "--preset", "lissom-or", "--lgn", "11", "--v1", "5", "--presentations", "20"];

fn trained(folder: &Folder, options: &[&str]) -> String {
    let out = folder.at("out");
    accepted(&[options, &QUICK, &["--out", &out]].concat());
    let presentations = options.last().and_then(|last| last.parse::<u32>().ok()).unwrap_or(3);
    folder.at(&format!("out/{presentations:06}.snapshot"))
}

/// The files of an archive; their checksums are right.
fn files(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let bytes = fs::read(path).expect("it is there");
    let archive = ZipArchive::from_slice(&bytes).expect("it is an archive");
    let mut all = BTreeMap::new();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().expect("it can be read") {
        let name = String::from_utf8(entry.file_path().as_ref().to_vec()).expect("it is text");
        let file = archive.get_entry(entry.wayfinder()).expect("it is there");
        let mut content = Vec::new();
        let mut reader = file.verifying_reader(file.data());
        reader.read_to_end(&mut content).expect(&name);
        all.insert(name, content);
    }
    all
}

/// The shape and the kind that a `.npy` file names.
fn header(file: &[u8]) -> &str {
    let end = file.iter().position(|&byte| byte == b'\n').expect("the header ends");
    str::from_utf8(&file[10..end]).expect("it is text").trim_end()
}

fn numbers(file: &[u8]) -> Vec<f64> {
    npy::decode(file, file.len() as u64).expect("it is an array")
}

#[test]
fn an_archive_has_the_whole_network() {
    for (preset, number, kind) in [("gcal", "fixed16", "<f4"), ("lissom-or", "f64", "<f8")] {
        let folder = Folder::new();
        let train = ["train", "--retina", "14", "--lgn", "12", "--v1", "11", "--preset", preset];
        let snapshot =
            trained(&folder, &[&train[..], &["--number", number, "--presentations", "3"]].concat());
        let (dense, packed) = (folder.at("dense.npz"), folder.at("packed.npz"));
        accepted(&[&["export", &snapshot, "--out", &dense, "--map"], &QUICK[..]].concat());
        accepted(&["export", &snapshot, "--out", &packed, "--packed"]);
        let [dense, packed] = [dense, packed].map(|path| files(Path::new(&path)));
        let mut sums = vec![0.0; 121];
        for (name, source, sheet) in [
            ("lgn-on", 14, 12),
            ("afferent-0", 12, 11),
            ("afferent-1", 12, 11),
            ("inhibitory", 11, 11),
        ] {
            let file = &dense[&format!("{name}.npy")];
            let shape = format!(
                "{{'descr': '{kind}', 'fortran_order': False, \
                 'shape': ({sheet}, {sheet}, {source}, {source}), }}"
            );
            assert_eq!(header(file), shape);
            let matrix = numbers(file);
            let part = |what: &str| numbers(&packed[&format!("{name}{what}.npy")]);
            let (weights, indices, starts) = (part(""), part("-indices"), part("-indptr"));
            let mut scattered = vec![0.0; matrix.len()];
            for (unit, pair) in starts.windows(2).enumerate() {
                for i in pair[0] as usize..pair[1] as usize {
                    scattered[unit * source * source + indices[i] as usize] = weights[i];
                }
            }
            assert!(scattered == matrix, "{name}");
            if name.starts_with("afferent") {
                let units = matrix.chunks(source * source).map(|unit| unit.iter().sum::<f64>());
                sums.iter_mut().zip(units).for_each(|(sum, unit)| *sum += unit);
            }
        }
        assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-3), "{sums:?}");
        assert_eq!(numbers(&dense["presentations.npy"]), [3.0]);
        assert!(header(&dense["presentations.npy"]).contains("'shape': ()"));
        assert_eq!(dense.contains_key("thresholds.npy"), preset == "gcal");
        assert_eq!(dense.contains_key("excitatory.npy"), preset == "lissom-or");
        assert_eq!(numbers(&dense["responses.npy"]).len(), 8 * 121);
        assert_eq!(numbers(&dense["tuning.npy"]).len(), 4 * 121);
        assert!(!packed.contains_key("preference.npy"));
        let experiment = fs::read(folder.at("out/experiment.toml")).expect("it is there");
        assert!(dense["experiment.toml"] == experiment);

        let out = folder.at("arrays");
        accepted(&["export", &snapshot, "--out", &out, "--packed"]);
        for (name, content) in &packed {
            assert!(folder.bytes(&format!("arrays/{name}")) == *content, "{name}");
        }
    }
}

/// The module that is exported compiles, as it stands beside this test, and settles as the
/// snapshot.
#[test]
fn firmware_settles_as_the_snapshot() {
    let folder = Folder::new();
    let snapshot = trained(&folder, &LEARNED);
    let out = folder.at("learned.rs");
    accepted(&["export", &snapshot, "--out", &out]);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/firmware");
    for name in ["learned.rs", "learned.bin"] {
        let kept = fs::read(beside.join(name)).expect("it is kept");
        assert!(folder.bytes(name) == kept, "tests/firmware/{name} is not what export writes");
    }
    let mut retina = learned::map::Retina::new();
    retina.draw(&OrientedGaussian::round(5.0, 5.0, 2.0));
    let mut state = learned::map::State::new();
    let v1 = learned::WEIGHTS.frozen_lissom().settle(&retina, &mut state, &mut ());
    let settled = accepted(&["settle", "--snapshot", &snapshot]);
    let hash = format!("hash gaussian 9 {:08x}", v1.hash());
    assert!(settled.lines().any(|line| line == hash), "{hash}: {settled}");
    is_active(v1);
}

fn is_active<A: Activity, S: Side>(sheet: &SheetOf<A, S>) {
    assert!(sheet.units().iter().any(|unit| unit.to_f64() > 0.0));
}

/// Where retina and LGN have different sides, the ON weights come first.
#[test]
fn raw_bytes_are_those_of_all_weights() {
    let folder = Folder::new();
    let network = ["--retina", "12", "--lgn", "11", "--v1", "5", "--number", "fixed8"];
    let train = [&["train"], &network[..], &["--presentations", "3"]].concat();
    let snapshot = trained(&folder, &train);
    accepted(&["export", &snapshot, "--out", &folder.at("weights.bin")]);
    let info = accepted(&["info", &snapshot]);
    let radius = |row: &str| -> f64 {
        let line = info.lines().find(|line| line.starts_with(row)).expect(row);
        line.split_whitespace().nth(1).and_then(|radius| radius.parse().ok()).expect(line)
    };
    let parts = [
        (connections(12, 11, radius("lgn")), 2),
        (connections(11, 5, radius("afferent")), 1),
        (connections(11, 5, radius("afferent")), 1),
        (connections(5, 5, radius("excitatory")), 1),
        (connections(5, 5, radius("inhibitory")), 1),
    ];
    let bytes: usize = parts.iter().map(|(count, bytes)| 1 + count * bytes).sum();
    assert_eq!(folder.bytes("weights.bin").len(), bytes, "{info}");
}

/// `weights` and `info` take a snapshot as they take a preset.
#[test]
fn a_snapshot_is_a_network() {
    let folder = Folder::new();
    let train = ["train", "--side", "11", "--preset", "gcal", "--presentations", "3"];
    let snapshot = trained(&folder, &train);
    let (arrays, drawn) = (folder.at("arrays"), folder.at("drawn"));
    accepted(&["export", &snapshot, "--out", &arrays]);
    for (projection, name) in
        [("afferent", "afferent-0"), ("afferent-1", "afferent-1"), ("inhibitory", "inhibitory")]
    {
        let options = ["--projection", projection, "--dir", &drawn];
        accepted(&[&["weights", "--snapshot", &snapshot], &options[..]].concat());
        let [ours, exported] = ["drawn/weights.npy", &format!("arrays/{name}.npy")]
            .map(|path| npy::read(&folder.0.join(path)).expect(path));
        assert!(ours == exported, "{name}");
    }
    let excitatory = ["weights", "--snapshot", &snapshot, "--projection", "excitatory"];
    refused(&excitatory, "--projection excitatory: all units share one excitatory kernel");
    refused(&["weights", "--snapshot", &snapshot, "--kernel", "dog"], "cannot be used with");
    let info = accepted(&["info", &snapshot, "--json"]);
    let info: serde_json::Value = serde_json::from_str(&info).expect(&info);
    assert_eq!(info["snapshot"]["presentations"], 3);
    let theta = numbers(&folder.bytes("arrays/thresholds.npy"));
    let mean = theta.iter().sum::<f64>() / 121.0;
    let told = info["thresholds"][1].as_f64().expect("it is a number");
    assert!((told - mean).abs() < 1e-9, "{info}");
    refused(&["info", &snapshot, "--number", "f64"], "cannot be used with");
    refused(&["info", &snapshot, "--boards"], "cannot be used with");
}

#[test]
fn what_cannot_be_exported_is_refused() {
    let folder = Folder::new();
    let gcal =
        trained(&folder, &["train", "--side", "11", "--preset", "gcal", "--presentations", "3"]);
    let at = |name| folder.at(name);
    let (rust, npz, npy) = (at("a.rs"), at("a.npz"), at("a.npy"));
    for (arguments, why) in [
        (&["--out", &*rust][..], "no gain control"),
        (&["--out", &npy], "a.npy: export writes .npz, .rs, .bin or a folder, and not .npy"),
        (&["--out", &rust, "--packed"], "--packed: firmware's files have nothing of it"),
        (&["--out", &rust, "--map"], "--map: firmware's files have nothing of it"),
        (&["--out", &npz, "--phases", "3"], "the options of a measurement need --map"),
        (&["--out", &npz, "--side", "12"], "snapshot of a network of retina 11"),
        (&[], "--out"),
    ] {
        refused(&[&["export", &gcal], arguments].concat(), why);
    }
    refused(&["export", &at("none"), "--out", &npz], "none: ");
    assert!(!Path::new(&npz).exists());
}
