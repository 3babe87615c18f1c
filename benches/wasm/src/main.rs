//! Answers each line `part times` with milliseconds for each time and a hash, as `run.mjs` asks.

use lissom_wasm::{PARTS, run};
use std::{error::Error, io, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}|{}", widest(), PARTS.join("|"));
    for line in io::stdin().lines() {
        let line = line?;
        let (part, times) = line.split_once(' ').ok_or("part times")?;
        let (part, times) = (part.parse()?, times.parse()?);
        let start = Instant::now();
        let hash = run(part, times);
        println!("{} {hash:08x}", start.elapsed().as_secs_f64() * 1e3 / f64::from(times));
    }
    Ok(())
}

/// The instructions that this build uses here.
fn widest() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        let most = option_env!("LISSOM_LEVEL").unwrap_or_default();
        if most.is_empty() && std::is_x86_feature_detected!("avx512vnni") {
            return "AVX-512";
        }
        if most != "plain" && std::is_x86_feature_detected!("avx2") {
            return "AVX2";
        }
    }
    "native"
}
