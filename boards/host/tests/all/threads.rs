//! Threads: the same bits on any number of them.

use crate::command::{Folder, QUICK, accepted, refused, trace};
use lissom::{
    Engine, Fixed16, Fixed32, Network, Params,
    input::OrientedGaussian,
    number::{Activity, Weight},
};
use lissom_lab::threads::Team;

const COUNTS: [usize; 5] = [1, 2, 3, 4, 7];

fn settles_the_same<W: Engine>(params: &Params) {
    let network = Network::<W>::new(params, 2).expect("the parameters are valid");
    let (mut retina, mut alone) = (network.retina(), network.state());
    let middle = params.retina as f64 / 2.0;
    retina.draw(&OrientedGaussian::round(middle, middle - 1.0, 2.0));
    network.settle(&retina, &mut alone, &mut ()).expect("the sides are the network's");
    let active = |&unit: &W::Activity| unit > Activity::ZERO;
    assert!(alone.v1().units().iter().any(active));
    for count in COUNTS {
        let team = Team::start(count).expect("there are threads");
        let mut state = network.state();
        team.run(|parts| {
            let settled = network.settle_in(parts, &retina, &mut state, &mut ());
            settled.expect("the sides are the network's");
        });
        assert!(state == alone, "{} on {count} threads", <W as Weight>::NAME);
    }
}

#[test]
fn settling_has_the_same_bits() {
    settles_the_same::<Fixed16>(&Params::notebook(24));
    settles_the_same::<Fixed32>(&Params::notebook(20));
    settles_the_same::<f32>(&Params { retina: 19, ..Params::pylissom(15, 21) });
}

#[test]
fn trainings_have_the_same_bits() {
    for (preset, number) in [("lissom-or", "fixed16"), ("gcal", "fixed8"), ("notebook", "f32")] {
        let folder = Folder::new();
        let train = |threads: &str| {
            let out = folder.at(threads);
            let network = ["--preset", preset, "--number", number, "--side", "11", "--out", &out];
            let run = ["train", "--presentations", "4", "--snapshots", "4", "--threads", threads];
            let text = accepted(&[&run[..], &network, &QUICK].concat());
            let file = |name| folder.bytes(&format!("{threads}/000004{name}"));
            (trace(&text).to_owned(), file(".snapshot"), file("-preference.npy"))
        };
        let alone = train("1");
        for count in [2, 3, 7] {
            assert!(train(&count.to_string()) == alone, "{preset} {number} on {count} threads");
        }
    }
}

#[test]
fn comparisons_too() {
    let compare = |threads| {
        let run = ["compare", "--side", "11", "--presentations", "5", "--threads", threads];
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
