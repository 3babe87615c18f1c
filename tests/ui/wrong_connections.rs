use lissom::{Field, geometry};

// the table of radius 5 in a type of another length
static FIELD: Field<25, 5, { geometry::rows(25, 5, 5.0) }, 1384> = Field::new(5.0); //~ ERROR E0080: ROWS and CONNECTIONS must be rows(IN, OUT, radius) and connections(IN, OUT, radius)

fn main() {
    let _ = FIELD.view();
}
