//! The whole network: retina → LGN → V1. pylissom's Lissom.

#[cfg(feature = "alloc")]
use crate::side::Dyn;
use crate::{
    engine::Engine,
    join::Join,
    model::{Cortex, CortexState, Lgn, LgnState, Observer},
    number::{Activity, Weight},
    sheet::SheetOf,
    side::{Channels, Const, Side},
};

/// An LGN and a V1 on its one summed sheet, or on its ON and OFF sheets.
///
/// It only borrows weights and tables: frozen ones may lie in flash. What it computes goes into a
/// [`State`].
#[derive(Debug)]
pub struct Lissom<'a, W: Weight, R: Side, L: Side, C: Side, N: Channels = Const<1>> {
    /// Retina → ON and OFF cells.
    pub lgn: Lgn<'a, W, R, L>,
    /// ON and OFF cells → V1.
    pub cortex: Cortex<'a, W, L, C, N>,
}

impl<'a, W: Weight, R: Side, L: Side, C: Side, N: Channels> Clone for Lissom<'a, W, R, L, C, N>
where
    Cortex<'a, W, L, C, N>: Clone,
{
    fn clone(&self) -> Self {
        Self { lgn: self.lgn, cortex: self.cortex.clone() }
    }
}

impl<'a, W: Weight, R: Side, L: Side, C: Side, N: Channels> Copy for Lissom<'a, W, R, L, C, N> where
    Cortex<'a, W, L, C, N>: Copy
{
}

/// The state of a network. On a chip `size_of` it is all the RAM that a frozen network needs
/// besides its picture.
#[derive(Debug, Clone, PartialEq)]
pub struct State<A: Activity, L: Side, C: Side> {
    /// The LGN.
    pub lgn: LgnState<A, L>,
    /// V1.
    pub cortex: CortexState<A, C>,
}

impl<A: Activity, const L: usize, const C: usize> State<A, Const<L>, Const<C>> {
    /// Silent. For a `static`: elsewhere the value passes the stack.
    pub const fn new() -> Self {
        Self { lgn: LgnState::new(), cortex: CortexState::new() }
    }
}

impl<A: Activity, L: Side, C: Side> State<A, L, C> {
    /// Silent, of any sides of LGN and V1.
    pub fn with_sides(lgn: L, cortex: C) -> Self {
        Self { lgn: LgnState::with_side(lgn), cortex: CortexState::with_side(cortex) }
    }

    /// V1's settled activity.
    pub const fn v1(&self) -> &SheetOf<A, C> {
        &self.cortex.v1
    }
}

impl<A: Activity, const L: usize, const C: usize> Default for State<A, Const<L>, Const<C>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<W: Engine, R: Side, L: Side, C: Side, N: Channels> Lissom<'_, W, R, L, C, N> {
    /// Presents a picture and settles V1 on the sum of ON and OFF, or with two afferent sheets on
    /// ON and OFF, each with weights of its own. Other numbers of sheets do not compile.
    ///
    /// The observer sees every stage; `&mut ()` sees none. Stack: that of [`Lgn::respond`], or 20
    /// bytes for each row of V1.
    pub fn settle<'s>(
        &self,
        retina: &SheetOf<W::Activity, R>,
        state: &'s mut State<W::Activity, L, C>,
        observer: &mut impl Observer<W::Activity>,
    ) -> &'s SheetOf<W::Activity, C> {
        self.settle_in(&mut (), retina, state, observer)
    }

    /// The same with each response split as `join` says: on several cores.
    pub fn settle_in<'s>(
        &self,
        join: &mut impl Join,
        retina: &SheetOf<W::Activity, R>,
        state: &'s mut State<W::Activity, L, C>,
        observer: &mut impl Observer<W::Activity>,
    ) -> &'s SheetOf<W::Activity, C> {
        let State { lgn, cortex } = state;
        self.lgn.respond(join, retina, lgn, observer);
        let input = lgn.afferent::<N, _>(&self.cortex.afferent);
        self.cortex.settle(join, input, cortex, observer)
    }
}

#[cfg(feature = "alloc")]
impl<W: Engine, R: Side, L: Side, C: Side> Lissom<'_, W, R, L, C, Dyn> {
    /// Presents several pictures, each but the first through an LGN state of its own, and settles
    /// V1.
    pub(crate) fn settle_all<'s>(
        &self,
        join: &mut impl Join,
        pictures: &[SheetOf<W::Activity, R>],
        others: &mut [LgnState<W::Activity, L>],
        state: &'s mut State<W::Activity, L, C>,
        observer: &mut impl Observer<W::Activity>,
    ) -> &'s SheetOf<W::Activity, C> {
        let State { lgn, cortex } = state;
        if let Some((first, rest)) = pictures.split_first() {
            self.lgn.respond(join, first, lgn, observer);
            for (picture, lgn) in rest.iter().zip(&mut *others) {
                self.lgn.respond(join, picture, lgn, &mut ());
            }
        }
        self.cortex.settle(join, lgn.afferent_with(others), cortex, observer)
    }
}
