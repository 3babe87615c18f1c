//! Cases, and the comparison with what the host computed.

use crate::{
    clock::Clock,
    print,
    trace::{self, START, fnv},
};
use lissom::{Fixed16, Observer, Sheet, Signal, Stage};

/// A picture and what the host made of it. Written by build.rs.
pub struct Case<const SIDE: usize> {
    pub name: &'static str,
    pub picture: Sheet<Fixed16, SIDE>,
    /// The host's hash of every stage, in the order of the computation.
    pub stages: &'static [u32],
    /// pylissom's V1 at some settling steps, if it is known.
    pub pylissom: &'static [Known],
}

/// A V1 that is known from elsewhere: the settling step and its units in 2⁻¹⁵.
pub struct Known {
    pub step: u16,
    pub v1: &'static [i16],
}

/// How far V1 may be from pylissom's: 10⁻³ less half a step for its rounding, in 2⁻¹⁵.
const TOLERANCE: u32 = 32;

/// A picture from its bits.
pub const fn picture<const SIDE: usize>(bits: [[i16; SIDE]; SIDE]) -> Sheet<Fixed16, SIDE> {
    let mut sheet = Sheet::<Fixed16, SIDE>::new();
    let mut unit = 0;
    while unit < SIDE * SIDE {
        let (row, column) = (unit / SIDE, unit % SIDE);
        sheet.0[row][column] = Fixed16::from_bits(bits[row][column]);
        unit += 1;
    }
    sheet
}

/// Compares each stage with the host's.
pub struct Comparison {
    cases: u32,
    equal: u32,
    different: u32,
    host: u32,
    here: u32,
    known: u32,
    /// The largest difference from pylissom, in 2⁻¹⁵.
    worst: u32,
    clock: Clock,
}

/// The comparison during one case.
pub struct Presentation<'a> {
    comparison: &'a mut Comparison,
    case: &'static str,
    stages: core::slice::Iter<'static, u32>,
    pylissom: &'static [Known],
}

impl Observer<Fixed16> for Presentation<'_> {
    fn stage(&mut self, stage: Stage, _: Signal<'_, Fixed16>, output: Signal<'_, Fixed16>) {
        let all = &mut *self.comparison;
        all.clock.pause();
        let here = trace::hash(output);
        all.here = fnv(all.here, here.to_le_bytes());
        match self.stages.next() {
            Some(&host) if host == here => all.equal += 1,
            host => {
                if all.different == 0 {
                    print::text(self.case);
                    print::text(" ");
                    print::text(name(stage));
                    print::hex(": host ", host.copied().unwrap_or(0));
                    print::hex(", here ", here);
                    print::text("\n");
                }
                all.different += 1;
            }
        }
        if let (Stage::V1(step), Signal::Activity(units)) = (stage, output) {
            for known in self.pylissom.iter().filter(|known| known.step == step) {
                for (unit, &theirs) in units.iter().zip(known.v1) {
                    let difference = unit.to_bits().abs_diff(theirs);
                    all.worst = all.worst.max(difference.into());
                }
                all.known += 1;
            }
        }
        all.clock.resume();
    }
}

impl Comparison {
    pub fn new() -> Self {
        Self {
            cases: 0,
            equal: 0,
            different: 0,
            host: START,
            here: START,
            known: 0,
            worst: 0,
            clock: Clock::new(),
        }
    }

    /// Presents a case.
    pub fn case<const SIDE: usize>(
        &mut self,
        case: &'static Case<SIDE>,
        settle: impl FnOnce(&Sheet<Fixed16, SIDE>, &mut Presentation<'_>),
    ) {
        self.cases += 1;
        for stage in case.stages {
            self.host = fnv(self.host, stage.to_le_bytes());
        }
        let mut observer = Presentation {
            case: case.name,
            stages: case.stages.iter(),
            pylissom: case.pylissom,
            comparison: self,
        };
        observer.comparison.clock.resume();
        settle(&case.picture, &mut observer);
        observer.comparison.clock.pause();
        let missing = observer.stages.len() as u32;
        self.different += missing;
    }

    /// Prints a line for check.sh: the hashes are of all stages' hashes.
    ///
    /// # Panics
    ///
    /// If anything differed, or nothing was compared.
    pub fn finish(self, name: &str) {
        print::text(name);
        print::decimal(" cases ", self.cases);
        print::decimal(" equal ", self.equal);
        print::decimal(" different ", self.different);
        print::hex(" host ", self.host);
        print::hex(" here ", self.here);
        print::decimal(" ticks ", self.clock.ticks);
        print::decimal(" known ", self.known);
        print::decimal(" worst ", self.worst);
        print::text("\n");
        assert!(self.equal > 0 && self.different == 0);
        assert!(self.worst <= TOLERANCE);
    }
}

const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Retina => "retina",
        Stage::LgnOn => "ON",
        Stage::LgnOff => "OFF",
        Stage::Afferent(_) => "afferent",
        Stage::Excitatory(_) => "excitatory",
        Stage::Inhibitory(_) => "inhibitory",
        Stage::V1(_) => "V1",
        _ => "stage",
    }
}

/// Presents all cases of a network and compares.
pub fn all<const SIDE: usize>(
    name: &str,
    cases: &'static [Case<SIDE>],
    mut settle: impl FnMut(&Sheet<Fixed16, SIDE>, &mut Presentation<'_>),
) {
    let mut comparison = Comparison::new();
    for case in cases {
        comparison.case(case, &mut settle);
    }
    comparison.finish(name);
}

/// Prints a line for check.sh: what it is about, and the name of each trace with its hash on the
/// host and here.
///
/// # Panics
///
/// If any differs.
pub fn traces(what: &str, host: &[u32], here: &[(&str, u32)]) {
    print::text(what);
    for (&host, &(name, here)) in host.iter().zip(here) {
        print::text(" ");
        print::text(name);
        print::hex(" ", host);
        print::hex(" ", here);
    }
    print::text("\n");
    assert!(here.iter().map(|(_, trace)| trace).eq(host));
}
