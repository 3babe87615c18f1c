//! The outputs of the real pylissom.

use crate::{command::refused, dense};
use lissom::{Fixed8, Fixed16};
use lissom_lab::reference::{Check, Fixed, Report, cases, check};
use lissom_npy as npy;
use std::{fs, path::Path};

/// The part of them in this repository; `verify` checks any folder.
#[test]
#[ignore = "ten seconds without optimisation"]
fn the_slice_in_this_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    let report = check(&folder, &mut |_, _| ()).expect("the folder can be read");
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

/// Sides of which none is compiled in, all three different or two of them.
#[test]
fn folders_of_any_sides() {
    for [retina, lgn, v1] in [[11, 11, 11], [13, 10, 12], [9, 12, 8], [10, 10, 13]] {
        let folder = dense::write(retina, lgn, v1);
        let report = check(&folder.0, &mut |_, _| ()).expect("the folder can be read");
        // 3 for each mask; of either case v1_ideal, the stages in f64 and f32, and fixed point
        let comparisons = 4 * 3 + (1 + 2 * 6 + 1) + (1 + 2 * 4 + 1);
        let text = format!("{retina} {lgn} {v1}: {report}");
        assert_eq!(report.checks.len() + report.fixed.len(), comparisons, "{text}");
        assert!(report.checks.iter().all(|check| check.worst <= check.limit), "{text}");
        // few units in few cases: the limits in fixed point are for larger ones
        for Fixed { bits8, bits16, bits32, .. } in &report.fixed {
            assert!(*bits8 < 5e-2 && *bits16 < 1e-3 && *bits32 < 1e-5, "{text}");
        }
        assert_eq!(cases(&folder.0).expect("the folder can be read").len(), 2);
    }
}

#[test]
fn files_that_are_missing_or_of_another_size_are_named() {
    let folder = dense::write(9, 8, 7);
    for file in ["net/n/lissom/v1.npy", "net/n/w_exc.data.npy", "pictures/rlissom.npy"] {
        let path = folder.0.join(file);
        let numbers = npy::read(&path).expect("it is an array");
        npy::write(&path, &[numbers.len() as u64 - 1], numbers[1..].iter().copied())
            .expect("it can be written");
        refused(&["verify", folder.path()], &format!("{file}: {} numbers", numbers.len() - 1));
        fs::remove_file(&path).expect("it can be removed");
        refused(&["verify", folder.path()], file);
        npy::write(&path, &[numbers.len() as u64], numbers).expect("it can be written");
    }
    check(&folder.0, &mut |_, _| ()).expect("all files are as they were");
    let index = folder.0.join("index.json");
    let text = fs::read_to_string(&index).expect("it is a text");
    let with = |old: &str, new: &str| fs::write(&index, text.replace(old, new));
    with("\"cortex\":7", "\"cortex\":6").expect("it can be written");
    refused(&["verify", folder.path()], "numbers where the sides need");
    with("\"cortex\":7", "\"cortex\":256").expect("it can be written");
    refused(&["verify", folder.path()], "cortex 256 is not a side of 1..=255");
    fs::write(&index, "{").expect("it can be written");
    refused(&["verify", folder.path()], "index.json");
}

/// Whatever makes `verify` exit with 1 is marked.
#[test]
fn what_fails_is_marked() {
    let check = |worst| Check { what: "mask".to_owned(), worst, limit: 1e-9 };
    let fixed = |bits8, bits16, bits32| Fixed { case: "c".to_owned(), bits8, bits16, bits32 };
    let good = (vec![check(0.0)], vec![fixed(4e-3, 1e-4, 1e-6)]);
    for (checks, fixed, passes) in [
        (good.0.clone(), good.1.clone(), true),
        (vec![check(1e-8)], good.1.clone(), false),
        (vec![check(f64::INFINITY)], good.1.clone(), false),
        (good.0.clone(), vec![fixed(6e-3, 0.0, 0.0)], false),
        (good.0.clone(), vec![fixed(0.0, 0.0, 2e-5)], false),
        (good.0, vec![fixed(0.0, 2e-3, 0.0)], false),
        (vec![], good.1, false),
    ] {
        let report = Report { checks, fixed, not_compared: 3, ..Report::default() };
        let text = report.to_string();
        assert_eq!((report.passes(), !text.contains("FAILS")), (passes, passes), "{text}");
        assert!(text.contains("3 files are not compared"), "{text}");
    }
}
