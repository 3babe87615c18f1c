use lissom::{Fixed16, Params};

lissom::network!(mod map = Params::notebook(8), channels 3); //~ ERROR E0080: V1 has one or two afferent sheets

fn main() {
    let _ = map::Weights::<Fixed16>::new();
}
