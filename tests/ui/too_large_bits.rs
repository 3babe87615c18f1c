use lissom::{Field, Fixed16, Weights};

type Lateral = lissom::field!(2, 2, 1.0);
static FIELD: Lateral = Field::new(1.0);
// an exponent of 0 and weights of just below 1, in units of three connections
const BYTES: [u8; 1 + 2 * Lateral::CONNECTIONS] = {
    let mut bytes = [0x7F; _];
    bytes[0] = 0;
    bytes
};
static WEIGHTS: Weights<Fixed16, { Lateral::CONNECTIONS }> = Weights::of_bytes(&FIELD, &BYTES); //~ ERROR E0080: a unit's weights are too large

fn main() {
    WEIGHTS.on(&FIELD);
}
