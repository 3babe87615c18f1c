//! A stimulus of your own: a ring of light, as a function of the place on the retina.
//!
//! ```sh
//! cargo run --release --example stimulus
//! ```

use lissom::{Fixed16, Stimulus, input::Brightest};

lissom::network!(mod map = lissom::Params::notebook(24));

/// A ring around a place, with soft edges.
struct Ring {
    row: f64,
    column: f64,
    radius: f64,
}

impl Stimulus for Ring {
    /// The intensity at a place in retina cells, 0 to 1; cell (0, 0) is the top left one.
    fn at(&self, row: f64, column: f64) -> f64 {
        let distance = (row - self.row).hypot(column - self.column);
        (-(distance - self.radius).powi(2)).exp()
    }
}

fn main() -> Result<(), lissom::Error> {
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill()?;
    let lissom = weights.lissom()?;
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    let active = |units: &[Fixed16]| units.iter().filter(|&&unit| unit > 0).count();

    println!("radius  ON cells  OFF cells  V1 units");
    for radius in [0.0, 2.0, 4.0, 8.0] {
        // two rings at once: each place shows the brighter one
        let ring = |column| Ring { row: 11.5, column, radius };
        retina.draw(&Brightest(&[ring(8.0), ring(15.0)]));
        let v1 = active(lissom.settle(&retina, &mut state, &mut ()).units());
        let [on, off] = [&state.lgn.on, &state.lgn.off].map(|sheet| active(sheet.units()));
        println!("{radius:6}  {on:8}  {off:9}  {v1:8}");
    }
    Ok(())
}
