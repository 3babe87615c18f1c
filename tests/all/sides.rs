//! Networks whose retina, LGN and V1 have different sides.

use crate::settle::STIMULUS;
use lissom::{Field, Fixed8, Fixed16, Lgn, LgnDynamics, Lissom, Params, Weights, field};

lissom::network!(mod map = Params { retina: 14, ..Params::pylissom(12, 8) });
static FROZEN: map::Weights<Fixed16> = map::Weights::frozen();
static FROZEN_8: map::Weights<Fixed8> = map::Weights::frozen();
lissom::network!(mod two = Params::lissom_or(6), channels 2);
static TWO_CHANNELS: two::Weights<Fixed16> = two::Weights::frozen();

#[test]
fn frozen_is_filled() {
    assert_eq!((map::RETINA, map::LGN, map::CORTEX), (14, 12, 8));
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    assert!(*weights == FROZEN);
    static PICTURE: map::Retina<Fixed16> = map::Retina::<Fixed16>::frozen(STIMULUS);
    let (mut a, mut b) = (map::State::new(), map::State::new());
    FROZEN.frozen_lissom().settle(&PICTURE, &mut a, &mut ());
    weights.lissom().unwrap().settle(&PICTURE, &mut b, &mut ());
    assert_eq!(a, b);
    assert!(a.v1().units().iter().any(|&unit| unit > 0.1));
    let bytes: Vec<u8> = weights.bytes().collect();
    assert!(map::Weights::of_bytes(&bytes) == FROZEN);

    let mut weights = Box::new(map::Weights::<Fixed8>::new());
    weights.fill().unwrap();
    assert!(*weights == FROZEN_8);
    let mut c = map::State::new();
    FROZEN_8.frozen_lissom().settle(&PICTURE, &mut c, &mut ());
    assert!(c.lgn == a.lgn, "its LGN is that of 16 bits");
    assert!(c.v1().units().iter().any(|&unit| unit > 0.1));
    let bytes: Vec<u8> = weights.bytes().collect();
    assert!(map::Weights::of_bytes(&bytes) == FROZEN_8);

    // what the table says is what the linker sees, but for padding and the radius of each field
    let lissom = FROZEN.frozen_lissom();
    assert!(map::FLASH.abs_diff(lissom.table_bytes()) <= 64 + size_of_val(&FROZEN.dog));
    assert_eq!(map::RAM, lissom.state_bytes());
}

#[test]
fn two_frozen_channels_are_filled() {
    let mut weights = Box::new(two::Weights::<Fixed16>::new());
    weights.copy_from(&TWO_CHANNELS);
    assert!(*weights == TWO_CHANNELS);
    weights.fill().unwrap();
    assert!(*weights == TWO_CHANNELS);
}

#[test]
fn the_lgn_responds_as_loaded_weights() {
    const P: Params = map::PARAMS;
    type On = field!(map::RETINA, map::LGN, P.r_l);
    static FIELD: On = Field::new(P.r_l);
    let mut weights = Box::new(map::Weights::<f64>::new());
    weights.fill().unwrap();
    let [mut filled, mut loaded] =
        [(); 2].map(|()| Box::new(Weights::<f64, { On::CONNECTIONS }>::new()));
    filled.fill(&FIELD, P.dog()).unwrap();
    loaded.load(&FIELD, filled.packed()).unwrap();
    let own = weights.lissom().unwrap();
    let lgn = Lgn::packed(loaded.on(&FIELD), LgnDynamics::new(&P).unwrap());
    let other = Lissom { lgn, ..own };
    let mut retina = map::Retina::new();
    retina.draw(&STIMULUS);
    let (mut a, mut b) = (map::State::new(), map::State::new());
    own.settle(&retina, &mut a, &mut ());
    other.settle(&retina, &mut b, &mut ());
    assert_eq!(a, b);
    assert!(a.lgn.response().units().iter().any(|&unit| unit > 0.5));
    assert!(a.v1().units().iter().any(|&unit| unit > 0.1));
}
