use lissom::Field;

static FIELD: lissom::field!(16, 16, -1.0) = Field::new(-1.0); //~ ERROR E0080: radius is not a number ≥ 0

fn main() {
    let _ = FIELD.view();
}
