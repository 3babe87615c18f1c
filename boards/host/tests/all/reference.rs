//! The outputs of the real pylissom.

use lissom::{Fixed8, Fixed16};
use lissom_host::reference::{cases, check};
use std::path::Path;

/// The part of them in this repository; `verify` checks any folder.
#[test]
fn the_slice_in_this_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    let report = check(&folder, |_, _| ()).expect("the folder can be read");
    println!("{report}");
    assert!(report.passes());
}

/// The cases as the accuracy study sees them: every step, and the same differences as the check's.
#[test]
fn every_step_of_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    let cases = cases(&folder).expect("the folder can be read");
    assert_eq!(cases.len(), 17);
    let case =
        cases.iter().find(|case| case.id == "nb36_seed0/rlissom_gauss").expect("it is there");
    let exact = case.v1::<f64>().expect("it settles");
    assert_eq!((case.side, exact.len()), (36, 10 * 36 * 36));
    let worst =
        |ours: Vec<f64>| ours.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    let worst = [worst(case.v1::<Fixed8>().unwrap()), worst(case.v1::<Fixed16>().unwrap())];
    assert!((7.7e-3..7.8e-3).contains(&worst[0]), "{worst:?}");
    assert!((1.6e-4..1.7e-4).contains(&worst[1]), "{worst:?}");
}
