use lissom::{Field, field};

static FIELD: field!(16, 16, -1.0) = Field::new(-1.0); //~ ERROR E0080: the radius must be a number ≥ 0

fn main() {
    let _ = FIELD.view();
}
