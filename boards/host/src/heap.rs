//! Networks with radii known at run time, in memory from the heap.
//!
//! What a command builds lives as long as the process: the memory is leaked, so that the borrowed
//! views of `lissom` need no owner.

use lissom::{
    Cortex, DogView, Dynamics, Error, Excitation, FieldView, Kernel, Lgn, LgnDynamics, Lissom,
    Number, Params, Projection, ProjectionMut,
    disc::disc_taps,
    field::{Span, rows},
};

fn memory<T: Clone>(value: T, len: usize) -> &'static mut [T] {
    vec![value; len].leak()
}

/// Connection fields.
pub fn field<const IN: usize, const OUT: usize>(
    radius: f64,
) -> Result<FieldView<'static, IN, OUT>, Error> {
    let spans = Box::leak(Box::new([Span::default(); OUT]));
    FieldView::build(radius, spans, memory([Default::default(); OUT], rows(IN, OUT, radius)))
}

/// A projection with a kernel's weights.
pub fn filled<T: Number, const IN: usize, const OUT: usize>(
    radius: f64,
    kernel: Kernel,
) -> Result<Projection<'static, T, IN, OUT>, Error> {
    let field = field(radius)?;
    Projection::fill(field, memory(T::WEIGHT_ZERO, field.connections()), kernel)
}

/// A projection with given weights in packed order.
pub fn loaded<T: Number, const IN: usize, const OUT: usize>(
    radius: f64,
    weights: &[f32],
) -> Result<Projection<'static, T, IN, OUT>, Error> {
    let field = field(radius)?;
    Projection::load(field, memory(T::WEIGHT_ZERO, field.connections()), weights)
}

/// A projection with a kernel's weights, which can change.
pub fn plastic<T: Number, const IN: usize, const OUT: usize>(
    radius: f64,
    kernel: Kernel,
) -> Result<ProjectionMut<'static, T, IN, OUT>, Error> {
    let field = field(radius)?;
    let weights = memory(T::WEIGHT_ZERO, field.connections());
    let filled = Projection::<T, _, _>::fill(field, &mut *weights, kernel)?;
    let exponent = filled.connection_field(0, 0).exponent();
    ProjectionMut::new(field, weights, exponent)
}

/// A projection with given weights in packed order, which can change.
pub fn loaded_plastic<T: Number, const IN: usize, const OUT: usize>(
    radius: f64,
    weights: &[f64],
) -> Result<ProjectionMut<'static, T, IN, OUT>, Error> {
    let field = field(radius)?;
    let memory = memory(T::WEIGHT_ZERO, field.connections());
    let exponent = Projection::<T, IN, OUT>::load(field, &mut *memory, weights)?
        .connection_field(0, 0)
        .exponent();
    ProjectionMut::new(field, memory, exponent)
}

/// The LGN's shared kernel.
pub fn dog<T: Number, const SIDE: usize>(
    params: &Params,
) -> Result<DogView<'static, T, SIDE>, Error> {
    let taps = disc_taps(SIDE, params.r_l);
    let rows = memory(Default::default(), rows(SIDE, SIDE, params.r_l));
    let kernels = [memory(T::ZERO, taps), memory(T::ZERO, taps)];
    let ratios = memory([T::WIDE_ZERO; 2], rows.len() * rows.len());
    DogView::build(
        params.r_l,
        [params.sigma_center, params.sigma_surround],
        (rows, kernels, ratios),
    )
}

/// A preset's V1.
pub fn cortex<T: Number, const IN: usize, const SIDE: usize, const CHANNELS: usize>(
    params: &Params,
) -> Result<Cortex<'static, T, IN, SIDE, CHANNELS>, Error> {
    let mut channel = 0;
    let mut afferent = || {
        let kernel = params.afferent(channel, CHANNELS as u8);
        channel += 1;
        filled(params.r_a, kernel)
    };
    let first = afferent()?;
    let mut all = [first; CHANNELS];
    for other in all.iter_mut().skip(1) {
        *other = afferent()?;
    }
    Ok(Cortex {
        dynamics: Dynamics::new(params)?,
        thresholds: None,
        afferent: all,
        excitatory: Excitation::Own(filled(params.r_e, params.excitatory())?),
        inhibitory: filled(params.r_i, params.inhibitory())?,
    })
}

/// A preset's whole network, with retina and LGN of the same side.
pub fn lissom<T: Number, const LGN: usize, const CORTEX: usize, const CHANNELS: usize>(
    params: &Params,
) -> Result<Lissom<'static, T, LGN, LGN, CORTEX, CHANNELS>, Error> {
    Ok(Lissom {
        lgn: Lgn::shared(dog(params)?, LgnDynamics::new(params)?),
        cortex: cortex(params)?,
    })
}
