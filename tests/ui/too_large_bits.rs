use lissom::{Field, Fixed16, Weights, field};

type Lateral = field!(2, 2, 1.0);
static FIELD: Lateral = Field::new(1.0);
static WEIGHTS: Weights<Fixed16, { Lateral::CONNECTIONS }> =
    Weights::<Fixed16, _>::of_bits(&FIELD, 0, [32767; Lateral::CONNECTIONS]); //~ ERROR E0080: a unit's weights are too large

fn main() {
    WEIGHTS.on(&FIELD);
}
