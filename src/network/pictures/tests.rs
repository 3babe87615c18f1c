use super::*;
use crate::{
    Fixed8, Fixed16, Params,
    input::{GaussianParams, Gaussians, OrientedGaussian, Stream},
    learning::TrainingParams,
    network::ProjectionName,
    number::Activity,
    sheet::SheetOf,
};

/// The sums of a unit's weights from each sheet.
fn sums<W: Weight>(network: &Network<W>) -> std::vec::Vec<f64> {
    let all = network.projections().into_iter();
    let afferent = all.filter(|(name, _)| matches!(name, ProjectionName::Afferent(_)));
    afferent.map(|(_, projection)| projection.connection_field(5, 6).sum()).collect()
}

/// ON and OFF of all pictures share one sum and one exponent, whatever their noise, and each
/// picture has its part.
#[test]
fn the_sheets_of_all_pictures_share_a_sum() {
    for (seed, pictures) in (0..12).zip([2, 3, 4].into_iter().cycle()) {
        let params = Params { seed: Some(seed), ..Params::lissom_or(12) };
        let network = Network::<Fixed8>::new(&params, 2 * pictures).unwrap();
        let all = network.projections();
        let afferent = &all[..2 * pictures];
        let exponents: std::vec::Vec<_> =
            afferent.iter().map(|(_, projection)| projection.exponent()).collect();
        assert!(exponents.iter().all(|exponent| *exponent == exponents[0]), "{exponents:?}");
        let sums = sums(&network);
        assert!((sums.iter().sum::<f64>() - 1.0).abs() < 0.02, "{sums:?}");
        for (index, own) in sums.chunks(2).enumerate() {
            let part = own.iter().sum::<f64>() - 1.0 / pictures as f64;
            assert!(part.abs() < 0.02, "{sums:?}");
            for other in 0..index {
                assert!(all[2 * index].1.packed() != all[2 * other].1.packed());
            }
        }
    }
    for channels in [0, 3, 5, 7, 9, 10] {
        assert!(Network::<f32>::new(&Params::lissom_or(12), channels).is_err(), "{channels}");
    }
}

/// The same picture twice is that picture: what one that sees it once settles to, if its
/// weights are the sums of both.
#[test]
fn two_equal_pictures_are_one() {
    let params = Params::lissom_or(12);
    let double = Network::<f64>::new(&params, 4).unwrap();
    let mut single = Network::<f64>::new(&params, 2).unwrap();
    let values = |channel| {
        let projection = double.projection(ProjectionName::Afferent(channel)).unwrap();
        projection.packed().to_vec()
    };
    for channel in [0, 1] {
        let pairs = values(channel).into_iter().zip(values(channel + 2));
        let sum: std::vec::Vec<f64> = pairs.map(|(a, b)| a + b).collect();
        single.set(ProjectionName::Afferent(channel), &sum).unwrap();
    }
    let mut retina = single.retina();
    retina.draw(&OrientedGaussian::round(6.0, 5.0, 1.5));
    let (mut once, mut twice, mut apart) = (single.state(), double.state(), double.state());
    single.settle(&retina, &mut once, &mut ()).unwrap();
    double.settle(&retina, &mut twice, &mut ()).unwrap();
    let second = apart.lgn.clone();
    let training = training(double);
    let retinas = [retina.clone(), retina];
    training.settle_all(&mut (), &retinas, &mut [second], &mut apart, &mut ()).unwrap();
    assert_eq!(twice.v1(), apart.v1());
    for (a, b) in once.v1().units().iter().zip(twice.v1().units()) {
        assert!((a - b).abs() < 1e-12, "{a} {b}");
    }
    assert!(once.v1().units().iter().any(|&unit| unit > 0.1));
}

fn training<W: Learn>(network: Network<W>) -> Training<W> {
    let course = TrainingParams::lissom_or(network.params(), 2);
    Training::new(network, &course.phases, None, 1).unwrap()
}

const PICTURES: GaussianParams = GaussianParams {
    sigma_across: 0.8,
    sigma_along: 2.0,
    count: 1,
    separation: 0.0,
    margin: 0.0,
    contrast: [1.0; 2],
};

/// A unit's sums stay; an eye that is in the dark loses its weights to the other.
#[test]
fn a_dark_eye_loses_its_weights() {
    fn check<W: Learn>() {
        let mut training = training(Network::<W>::new(&Params::lissom_or(12), 4).unwrap());
        let network = training.network();
        let mut retinas = [network.retina(), network.retina()];
        let mut state = network.state();
        let mut others = [state.lgn.clone()];
        let before = sums(network);
        let mut stream = Gaussians::new(&PICTURES, 1).unwrap();
        for _ in 0..150 {
            let draw = |retinas: &mut [DynSheet<W::Activity>]| stream.draw(&mut retinas[0]);
            training.present_all(&mut (), draw, &mut retinas, &mut others, &mut state).unwrap();
        }
        assert_eq!(training.progress().presentations(), 150);
        let after = sums(training.network());
        assert!((after.iter().sum::<f64>() - 1.0).abs() < 0.01, "{after:?}");
        let eye = |sums: &[f64]| sums[2] + sums[3];
        assert!(eye(&after) < 0.9 * eye(&before), "{before:?} {after:?}");
    }
    check::<f64>();
    check::<Fixed16>();
}

#[test]
fn sheets_and_networks_of_another_kind_are_refused() {
    let mut one = training(Network::<f32>::new(&Params::lissom_or(12), 2).unwrap());
    let (mut retinas, mut state) =
        ([one.network().retina(), one.network().retina()], one.network().state());
    let mut others = [state.lgn.clone()];
    let present =
        |training: &mut Training<f32>, retinas: &mut _, others: &mut [_], state: &mut _| {
            training.present_all(&mut (), |_| (), retinas, others, state)
        };
    let refused = present(&mut one, &mut retinas, &mut others, &mut state).unwrap_err();
    assert!(matches!(refused, Error::OutOfRange { what: "pictures", .. }), "{refused}");
    let mut two = training(Network::<f32>::new(&Params::lissom_or(12), 4).unwrap());
    let refused = present(&mut two, &mut retinas, &mut [], &mut state).unwrap_err();
    assert_eq!(refused, Error::Length { expected: 1, found: 0 });
    retinas[1] = SheetOf::with_side(Dyn::new(13).unwrap(), <f32 as Activity>::ZERO);
    let refused = present(&mut two, &mut retinas, &mut others, &mut state).unwrap_err();
    assert_eq!(refused, Error::Side { expected: 12, found: 13 });
    assert_eq!(two.progress().presentations(), 0);
}
