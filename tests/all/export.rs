//! Weights written as Rust source and compiled are the same weights.
//!
//! `tests/data/trained.rs` and `trained8.rs` are what these tests write; `LISSOM_BLESS=1` writes them again.

use lissom::{
    Fixed8, Fixed16, Params, Weights,
    export::{Literal, Network},
    random::Pcg32,
};
use std::fs;

lissom::network!(mod map = Params::notebook(8), channels 2);

mod trained {
    use super::map;
    include!("../data/trained.rs");
    pub static EIGHT: lissom::Weights<lissom::Fixed8, { map::ExcitatoryField::CONNECTIONS }> =
        include!("../data/trained8.rs");
}

/// Weights that no kernel makes, some of them negative.
fn weights() -> map::Weights<Fixed16> {
    let mut random = Pcg32::new(2026, 11);
    let mut weights = map::Weights::<Fixed16>::new();
    weights.fill().unwrap();
    for afferent in &mut weights.afferent {
        let noise: Vec<f64> = (0..map::AfferentField::CONNECTIONS)
            .map(|_| {
                random.next_f64() / 12.0 - f64::from(random.next_u32().is_multiple_of(10)) / 20.0
            })
            .collect();
        afferent.load(&map::AFFERENT, &noise).unwrap();
    }
    weights
}

fn compare(file: &str, source: &str) {
    let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("LISSOM_BLESS").is_some() {
        fs::write(&path, source).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), source);
    assert!(source.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn eight_bits_too() {
    const N: usize = map::ExcitatoryField::CONNECTIONS;
    let mut weights = Weights::<Fixed8, N>::new();
    let signed: Vec<f64> = (0..N).map(|k| (k % 7) as f64 / 40.0 - 0.05).collect();
    weights.load(&map::EXCITATORY, &signed).unwrap();
    let literal = Literal { weights: &weights, module: "map", field: "EXCITATORY" };
    compare("trained8.rs", &format!("{literal}\n"));
    assert!(trained::EIGHT == weights);
}

#[test]
fn what_is_compiled_is_what_was_written() {
    let weights = weights();
    let mut source = String::new();
    let network = Network {
        afferent: &weights.afferent,
        excitatory: &weights.excitatory,
        inhibitory: &weights.inhibitory,
    };
    network.write(&mut source, "TRAINED", "map").unwrap();
    compare("trained.rs", &source);
    assert!(trained::TRAINED == weights);

    // and so is what they answer
    let mut retina = map::Retina::new();
    retina.draw(&lissom::stimulus::OrientedGaussian::round(3.0, 4.0, 1.5));
    let (mut frozen, mut fresh) = (map::Activity::new(), map::Activity::new());
    trained::TRAINED.frozen_lissom().settle(&retina, &mut frozen, &mut ());
    weights.lissom().unwrap().settle(&retina, &mut fresh, &mut ());
    assert_eq!(frozen, fresh);
    assert!(frozen.v1().units().iter().any(|&unit| unit > 0));
}
