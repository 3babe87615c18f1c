//! Runs every seed through its target, on any toolchain.

use lissom_fuzz::TARGETS;
use std::{fs, path::Path};

#[test]
fn every_seed_holds() {
    let mut bytes = 0;
    for target in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target.name);
        let mut names = Vec::new();
        for entry in fs::read_dir(&folder).expect("a folder of seeds") {
            let path = entry.expect("a seed").path();
            let seed = fs::read(&path).expect("a seed");
            println!("{}", path.display());
            (target.run)(&seed);
            bytes += seed.len();
            names.push(path.file_name().expect("a file").to_owned());
        }
        for (name, written) in (target.seeds)() {
            let found = fs::read(folder.join(name)).unwrap_or_default();
            assert!(found == written, "{} {name}: cargo run --example seeds", target.name);
        }
        assert!(names.len() >= 3, "{}", target.name);
        (target.run)(&[]);
    }
    assert!(bytes < 200_000, "{bytes} bytes of seeds");
}
