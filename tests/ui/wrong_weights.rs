use lissom::{Field, InitialWeights, Weights};

static FIELD: lissom::field!(25, 5, 5.0) = Field::new(5.0);

fn main() {
    let mut weights = Weights::<f32, 1384>::new();
    let _ = weights.fill(&FIELD, InitialWeights::cortex(5.0, None)); //~ ERROR E0308: expected 1384, found 1385
}
