//! The weights of a projection as numbers.

use lissom::{
    Projection,
    number::Weight,
    side::{Dyn, Side},
};

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

/// A row for each unit, 0 where it has no connection.
pub fn dense<W: Weight>(projection: Projection<'_, W, Dyn, Dyn>) -> Vec<f64> {
    let [input, output] = sides(projection);
    let mut all = vec![0.0; output * output * input * input];
    for (unit, cells) in all.chunks_exact_mut(input * input).enumerate() {
        let field = projection.connection_field(unit / output, unit % output);
        for (row, cells) in cells.chunks_exact_mut(input).enumerate() {
            let (start, run) = field.row(row).unwrap_or_default();
            for (cell, &weight) in cells[start..].iter_mut().zip(run) {
                *cell = weight.value(field.exponent());
            }
        }
    }
    all
}
