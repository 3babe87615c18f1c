//! The weights of a projection whose number format is known at run time.

use lissom::{
    Projection, geometry::OwnedField, number::Weight, side::Dyn, weights::OwnedProjection,
};
use lissom_experiment::arrays;

/// A projection without its number format: weights as numbers.
pub trait AnyProjection {
    /// The sides of source and sheet.
    fn sides(&self) -> [usize; 2];
    /// How many weights there are.
    fn count(&self) -> usize;
    /// Whether 24 bits hold each weight.
    fn is_short(&self) -> bool;
    /// All weights in packed order.
    fn packed(&self) -> Box<dyn Iterator<Item = f64> + '_>;
    /// All weights as rows of a matrix with a row for each unit and a column for each source cell,
    /// 0 where there is no connection.
    fn dense(&self) -> Box<dyn Iterator<Item = f64> + '_>;
    /// A unit's weight from each source cell, 0 where it has no connection.
    fn field(&self, row: usize, column: usize) -> Vec<f64>;
    /// The source cell of each connection, in packed order.
    fn indices(&self) -> Box<dyn Iterator<Item = i32> + '_>;
    /// The place of each unit's first connection in packed order, and the end.
    fn starts(&self) -> Vec<i64>;
    /// Where its connections are.
    fn fields(&self) -> Result<OwnedField, lissom::Error>;
}

/// A projection of a network.
pub struct Named<'a> {
    /// Its name.
    pub name: String,
    /// Its weights.
    pub weights: Box<dyn AnyProjection + 'a>,
}

impl std::fmt::Debug for Named<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} with {} weights", self.name, self.weights.count())
    }
}

macro_rules! any_projection {
    ($projection:ty, |$own:ident| $view:expr) => {
        impl<W: Weight> AnyProjection for $projection {
            fn sides(&self) -> [usize; 2] {
                let $own = self;
                arrays::sides($view)
            }
            fn count(&self) -> usize {
                let $own = self;
                $view.packed().len()
            }
            fn is_short(&self) -> bool {
                size_of::<W>() <= 2 || W::NAME == "f32"
            }
            fn packed(&self) -> Box<dyn Iterator<Item = f64> + '_> {
                let $own = self;
                Box::new(arrays::packed($view))
            }
            fn dense(&self) -> Box<dyn Iterator<Item = f64> + '_> {
                let $own = self;
                Box::new(arrays::dense($view))
            }
            fn field(&self, row: usize, column: usize) -> Vec<f64> {
                let $own = self;
                arrays::field($view, row, column)
            }
            fn indices(&self) -> Box<dyn Iterator<Item = i32> + '_> {
                let $own = self;
                Box::new(arrays::indices($view))
            }
            fn starts(&self) -> Vec<i64> {
                let $own = self;
                arrays::starts($view)
            }
            fn fields(&self) -> Result<OwnedField, lissom::Error> {
                let $own = self;
                let view = $view.field();
                let (placement, input, output) = (view.placement(), view.input(), view.output());
                OwnedField::placed(placement, input, output, view.radius())
            }
        }
    };
}
any_projection!(Projection<'_, W, Dyn, Dyn>, |own| *own);
any_projection!(OwnedProjection<W>, |own| own.view());
