//! Pictures of any activities.

use lissom::{SheetOf, input::Stream, number::Activity, random::Pcg32, side::Side};

/// A stream of cells by chance, of which every `sparsity`-th or so is active.
#[derive(Debug, Clone)]
pub struct Cells {
    random: Pcg32,
    sparsity: u32,
}

impl Cells {
    pub fn new(seed: u16, sparsity: u8) -> Self {
        Self { random: Pcg32::new(seed.into(), 0), sparsity: u32::from(sparsity).max(1) }
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Cells {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        retina.fill_with(|_, _| match self.random.next_u32() {
            x if x % self.sparsity > 0 => A::ZERO,
            x if x & 1 << 20 == 0 => A::ONE,
            x => A::ratio((x >> 24).into(), 255),
        });
    }
}
