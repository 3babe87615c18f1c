//! What GCAL has and LISSOM has not.

use crate::preset::Preset;
use lissom::{
    Fixed16, Lissom, Params, Sheet, SheetOf,
    model::{Excitation, GainControl, GainControlParams},
    number::{FixedWide, Weight},
    side::Const,
    weights::Pool,
};

/// Gain control in the LGN, and the kernel of all units' excitation; in flash.
#[derive(Debug, Clone)]
pub(crate) struct Shared<const SIDE: usize> {
    pub(crate) gain_control: GainControl<Fixed16, Const<SIDE>>,
    pub(crate) excitation: Pool<Fixed16, Const<SIDE>>,
}

impl<const SIDE: usize> Shared<SIDE> {
    pub(crate) const fn new(params: &Params) -> Self {
        Self {
            gain_control: GainControl::frozen(&gain_control(params), params),
            excitation: Pool::frozen(params.sigma_e, params.r_e),
        }
    }
}

/// The parameters of gain control.
pub(crate) const fn gain_control(params: &Params) -> GainControlParams {
    GainControlParams::gcal(params.r_a / 6.5)
}

/// What a frozen GCAL has beside its weights: gain control, the shared kernel, and the thresholds
/// that its units have come to. For a `static` in flash.
#[derive(Debug, Clone)]
pub struct FrozenGcal<const SIDE: usize> {
    shared: Shared<SIDE>,
    thresholds: SheetOf<FixedWide, Const<SIDE>>,
}

impl<const SIDE: usize> FrozenGcal<SIDE> {
    /// With thresholds of four bytes each, the lowest first, row by row, in steps of 2⁻²⁴.
    ///
    /// # Panics
    ///
    /// If there is not one for each unit; in a `static` that does not compile.
    pub const fn of_bytes(thresholds: &[u8]) -> Self {
        let (all, []) = thresholds.as_chunks::<4>() else { panic!("a threshold has 4 bytes") };
        assert!(all.len() == SIDE * SIDE, "there is one threshold for each unit");
        let mut rows = [[FixedWide::ZERO; SIDE]; SIDE];
        let mut unit = 0;
        while unit < all.len() {
            rows[unit / SIDE][unit % SIDE] = FixedWide::from_bits(i32::from_le_bytes(all[unit]));
            unit += 1;
        }
        Self { shared: Shared::new(&Preset::Gcal.params(SIDE)), thresholds: Sheet::from_rows(rows) }
    }

    /// The network with all of it.
    pub fn equip<'a, W: Weight<Activity = Fixed16>, const CHANNELS: usize>(
        &'a self,
        mut lissom: Lissom<'a, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>>,
    ) -> Lissom<'a, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>> {
        lissom.lgn = lissom.lgn.with_gain_control(&self.shared.gain_control);
        lissom.cortex.excitatory = Excitation::Shared(&self.shared.excitation);
        lissom.cortex.thresholds = Some(&self.thresholds);
        lissom
    }
}
