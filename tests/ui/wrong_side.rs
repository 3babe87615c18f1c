use lissom::{Fixed16, Params, Sheet};

lissom::network!(mod map = Params::notebook(8));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();

fn main() {
    let retina = Sheet::<Fixed16, 7>::new();
    WEIGHTS.frozen_lissom().settle(&retina, &mut map::State::new(), &mut ()); //~ ERROR E0308: expected 8, found 7
}
