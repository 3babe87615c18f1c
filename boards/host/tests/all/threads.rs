//! Threads: the same bits on any number of them.

use crate::command::{Folder, QUICK, accepted, refused, trace};
use lissom::{
    Activity, Fixed16, Fixed32, Lissom, Number, Params, Sheet, stimulus::OrientedGaussian,
};
use lissom_host::{heap, threads::Team};

const COUNTS: [usize; 5] = [1, 2, 3, 4, 7];

fn settles_the_same<T: Number, const SIDE: usize>() {
    let params = Params::notebook(SIDE);
    let network: Lissom<'_, T, SIDE, SIDE, SIDE, 2> =
        heap::lissom(&params).expect("the preset is valid");
    let mut retina = Sheet::new();
    let middle = SIDE as f64 / 2.0;
    retina.draw(&OrientedGaussian::round(middle, middle - 1.0, 2.0));
    let mut alone = Box::new(Activity::new());
    network.settle(&retina, &mut alone, &mut ());
    assert!(alone.v1().units().iter().any(|&unit| unit > T::ZERO));
    for count in COUNTS {
        let team = Team::start(count).expect("there are threads");
        let mut activity = Box::new(Activity::new());
        team.run(|parts| {
            network.settle_in(parts, &retina, &mut activity, &mut ());
        });
        assert!(activity == alone, "{} on {count} threads", T::NAME);
    }
}

#[test]
fn settling_has_the_same_bits() {
    settles_the_same::<Fixed16, 24>();
    settles_the_same::<Fixed32, 20>();
    settles_the_same::<f32, 20>();
}

#[test]
fn trainings_have_the_same_bits() {
    for (preset, number) in [("lissom-or", "fixed16"), ("gcal", "fixed8"), ("notebook", "f32")] {
        let folder = Folder::new();
        let train = |threads: &str| {
            let out = folder.at(threads);
            let network = ["--preset", preset, "--number", number, "--side", "12", "--out", &out];
            let run = ["train", "--presentations", "20", "--threads", threads];
            let text = accepted(&[&run[..], &network, &QUICK].concat());
            let file = |name| folder.bytes(&format!("{threads}/000020{name}"));
            (trace(&text).to_owned(), file(".snapshot"), file("-preference.npy"))
        };
        let alone = train("1");
        for count in &COUNTS[1..] {
            assert!(train(&count.to_string()) == alone, "{preset} {number} on {count} threads");
        }
    }
}

#[test]
fn comparisons_too() {
    let compare = |threads| {
        let run = ["compare", "--side", "12", "--presentations", "5", "--threads", threads];
        accepted(&[&run[..], &QUICK].concat())
    };
    assert_eq!(compare("1"), compare("3"));
}

#[test]
fn wrong_numbers_are_refused() {
    for (number, why) in
        [("0", "1..=64"), ("65", "1..=64"), ("-1", "-1"), ("two", "'two'"), ("", "--threads")]
    {
        refused(&["train", "--threads", number], why);
        refused(&["compare", "--threads", number], why);
    }
    refused(&["map", "file", "--threads", "2"], "--threads");
}
