use lissom::{Fixed16, Params};

lissom::network!(mod map = Params::notebook(8));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();

fn main() {
    let _ = WEIGHTS.fill(); //~ ERROR E0596: cannot borrow immutable static item WEIGHTS as mutable
}
