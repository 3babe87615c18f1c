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

/// All weights as rows of a matrix with a row for each unit and a column for each source cell, 0
/// where there is no connection: one after the other, so that no memory holds them all.
pub fn dense<W: Weight>(
    projection: Projection<'_, W, Dyn, Dyn>,
) -> impl Iterator<Item = f64> + use<'_, W> {
    let [input, output] = sides(projection);
    let units = (0..output * output)
        .map(move |unit| projection.connection_field(unit / output, unit % output));
    units.flat_map(move |field| {
        (0..input).flat_map(move |row| {
            let (start, run) = field.row(row).unwrap_or_default();
            let connected = run.iter().map(move |weight| weight.value(field.exponent()));
            let [before, after] = [start, input - start - run.len()];
            let zeros = |count| std::iter::repeat_n(0.0, count);
            zeros(before).chain(connected).chain(zeros(after))
        })
    })
}

/// Where the packed weights are in that matrix, as SciPy's CSR matrices have it: the column of
/// each, row after row.
pub fn indices<W: Weight>(
    projection: Projection<'_, W, Dyn, Dyn>,
) -> impl Iterator<Item = i32> + use<'_, W> {
    let [input, output] = sides(projection);
    (0..output * output).flat_map(move |unit| {
        let field = projection.connection_field(unit / output, unit % output);
        (0..input).flat_map(move |row| {
            let (start, run) = field.row(row).unwrap_or_default();
            (start..start + run.len()).map(move |column| (row * input + column) as i32)
        })
    })
}

/// Where each unit's weights begin in packed order, and where the last end.
pub fn starts<W: Weight>(projection: Projection<'_, W, Dyn, Dyn>) -> Vec<i64> {
    let [input, output] = sides(projection);
    let count = |unit: usize| {
        let field = projection.connection_field(unit / output, unit % output);
        (0..input).map(|row| field.row(row).unwrap_or_default().1.len() as i64).sum::<i64>()
    };
    let mut end = 0;
    let ends = (0..output * output).map(|unit| {
        end += count(unit);
        end
    });
    [0].into_iter().chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{InitialWeights, weights::OwnedProjection};

    /// The matrix by its definition, and the same from packed weights, starts and indices.
    #[test]
    fn one_matrix_in_three_forms() {
        let initial = InitialWeights::cortex(2.0, Some(3));
        let [input, output] = [7, 5].map(|side| Dyn::new(side).unwrap());
        let own = OwnedProjection::<f32>::new(input, output, 2.3, initial).unwrap();
        let projection = own.view();
        let mut exact = vec![0.0; 25 * 49];
        for (i, weight) in exact.iter_mut().enumerate() {
            let (unit, cell) = (i / 49, i % 49);
            let field = projection.connection_field(unit / 5, unit % 5);
            *weight = field.weight(cell / 7, cell % 7);
        }
        assert!(dense(projection).eq(exact.iter().copied()));
        let (starts, mut scattered) = (starts(projection), vec![0.0; 25 * 49]);
        let entries: Vec<_> = indices(projection).zip(packed(projection)).collect();
        for (unit, pair) in starts.windows(2).enumerate() {
            for &(column, weight) in &entries[pair[0] as usize..pair[1] as usize] {
                scattered[unit * 49 + column as usize] = weight;
            }
        }
        assert_eq!(*starts.last().unwrap(), entries.len() as i64);
        assert_eq!(scattered, exact);
    }
}
