//! The weights of a projection as numbers.

use lissom::{
    Projection,
    number::Weight,
    side::{Dyn, Side},
};

/// The weights of a projection, one after the other.
pub struct Weights<'a> {
    /// The projection's name.
    pub name: String,
    /// How many.
    pub count: usize,
    /// In packed order.
    pub values: Box<dyn Iterator<Item = f64> + 'a>,
}

impl std::fmt::Debug for Weights<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} with {} weights", self.name, self.count)
    }
}

/// The sides of source and sheet.
pub fn sides<W: Weight>(projection: Projection<'_, W, Dyn, Dyn>) -> [usize; 2] {
    [projection.field().input(), projection.field().output()].map(Side::get)
}

/// All weights in packed order.
pub fn packed<W: Weight>(
    projection: Projection<'_, W, Dyn, Dyn>,
) -> impl Iterator<Item = f64> + use<'_, W> {
    let exponent = projection.exponent();
    projection.packed().iter().map(move |weight| weight.value(exponent))
}

/// The exponent and all weights' bits, as [`Weights::bytes`](lissom::Weights::bytes).
pub fn bytes<W: Weight>(projection: Projection<'_, W, Dyn, Dyn>) -> Vec<u8> {
    let mut bytes = projection.exponent().to_le_bytes().to_vec();
    for weight in projection.packed() {
        bytes.extend(&Weight::to_bits(*weight).to_le_bytes()[..size_of::<W>()]);
    }
    bytes
}

/// A unit's weight from each source cell, 0 where it has no connection.
pub fn field<W: Weight>(
    projection: Projection<'_, W, Dyn, Dyn>,
    row: usize,
    column: usize,
) -> Vec<f64> {
    let [input, _] = sides(projection);
    let field = projection.connection_field(row, column);
    let mut cells = vec![0.0; input * input];
    for (row, cells) in cells.chunks_exact_mut(input).enumerate() {
        let (start, run) = field.row(row).unwrap_or_default();
        for (cell, &weight) in cells[start..].iter_mut().zip(run) {
            *cell = weight.value(field.exponent());
        }
    }
    cells
}

/// A row for each unit, as [`field`].
pub fn dense<W: Weight>(projection: Projection<'_, W, Dyn, Dyn>) -> Vec<f64> {
    let [_, output] = sides(projection);
    (0..output * output).flat_map(|unit| field(projection, unit / output, unit % output)).collect()
}
