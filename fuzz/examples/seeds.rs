//! Writes the seeds of all targets to `fuzz/seeds`: `cargo run --example seeds` in `fuzz`.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for target in lissom_fuzz::TARGETS {
        let folder = all.join(target.name);
        fs::create_dir_all(&folder)?;
        for (name, bytes) in (target.seeds)() {
            fs::write(folder.join(name), bytes)?;
        }
    }
    Ok(())
}
