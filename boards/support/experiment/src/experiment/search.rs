//! Which preset a snapshot is of, where no file says so.

use super::{Assignment, Experiment};
use crate::{format::Format, pictures::Kind, preset::TRAININGS, sides::Sides};
use lissom::geometry::MAX_SIDE;

impl Experiment {
    /// The training whose snapshot begins with this header, and its number format; none where no
    /// preset with these changes fits. Tries all presets with equal sides, then with the sides that
    /// are named.
    pub fn of_snapshot(
        header: &[u8],
        changes: &[Assignment],
        named: Option<Sides>,
    ) -> Option<(Self, Format)> {
        let format = format_of_snapshot(header)?;
        let changes: Vec<_> = changes.iter().filter(|one| !is_fixed(&one.key)).cloned().collect();
        let equal = (1..=MAX_SIDE).map(Sides::equal);
        let presets = || TRAININGS.iter().flat_map(|preset| Kind::ALL.map(|kind| (*preset, kind)));
        let all = equal.chain(named).flat_map(|sides| presets().map(move |preset| (sides, preset)));
        // a side that is too small for one kind of pictures may do for another
        let mut all = all.filter_map(|(sides, (preset, kind))| {
            let sides = match preset.published(None, Some(sides.v1)) {
                Some(params) if Some(sides) != named => Sides::of(&params),
                _ => sides,
            };
            Self::new(preset, sides, kind, &changes).ok()
        });
        let found = all.find(|experiment| experiment.is_of(header))?;
        Some((Self { number: format, ..found }, format))
    }

    /// Whether a snapshot that begins with this header is its own.
    pub fn is_of(&self, header: &[u8]) -> bool {
        let Some(format) = format_of_snapshot(header) else { return false };
        let network = header.get(16..24).and_then(|bytes| bytes.try_into().ok());
        network.map(u64::from_le_bytes) == Some(self.identity(format).network())
    }
}

/// What the search goes through itself.
fn is_fixed(key: &str) -> bool {
    let sides = ["network.retina", "network.lgn", "network.v1", "network.side"];
    sides.contains(&key) || key == "preset" || key == "pictures.stream"
}

/// The number format in a snapshot's header.
pub fn format_of_snapshot(header: &[u8]) -> Option<Format> {
    let name = header.get(8..16)?;
    let is_named = |format: &Format| name.strip_prefix(format.name().as_bytes()).is_some();
    Format::ALL.into_iter().find(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Preset;

    fn header(experiment: &Experiment) -> Vec<u8> {
        let network = experiment.identity(Format::F32).network().to_le_bytes();
        [&b"LSOM\x01\0\x05\0f32\0\0\0\0\0"[..], &network, &[0; 8]].concat()
    }

    #[test]
    fn a_header_tells_preset_and_side() {
        let changes = [Assignment::set("gamma_a=1.25").unwrap()];
        for (side, preset, kind) in [
            (12, Preset::Gcal, Kind::Gaussians),
            (97, Preset::Notebook, Kind::Images),
            (255, Preset::LissomOr, Kind::Faces),
        ] {
            let wanted = Experiment::new(preset, Sides::equal(side), kind, &changes).unwrap();
            let header = header(&wanted);
            let found = Experiment::of_snapshot(&header, &changes, None).unwrap();
            let wanted = Experiment { number: Format::F32, ..wanted };
            assert_eq!(found, (wanted, Format::F32));
        }
    }

    #[test]
    fn other_sides_are_named() {
        let sides = Sides { retina: 36, lgn: 36, v1: 142 };
        let book = Experiment::new(Preset::LissomOr, sides, Kind::Gaussians, &[]).unwrap();
        assert_eq!(book.name(), "lissom-or 142 LGN 36");
        let header = header(&book);
        let book = Experiment { number: Format::F32, ..book };
        let of = |sides| Experiment::of_snapshot(&header, &[], sides);
        assert_eq!(of(Some(sides)), Some((book, Format::F32)));
        assert_eq!([of(Some(Sides { v1: 141, ..sides })), of(None)], [None, None]);
    }
}
