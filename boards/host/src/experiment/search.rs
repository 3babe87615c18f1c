//! Which preset a snapshot is of, where no file says so.

use super::{Assignment, Changes, Experiment};
use crate::{
    by_format,
    format::Format,
    pictures::Kind,
    preset::TRAININGS,
    sides::{SideArgs, Sides, USUAL},
};
use lissom::geometry::MAX_SIDE;

impl Experiment {
    /// The training whose snapshot begins with this header, and its number format; none where no
    /// preset with these changes fits. Tries all presets with equal sides, then with the sides that
    /// the options name.
    pub fn of_snapshot(
        header: &[u8],
        changes: &Changes,
        sides: &SideArgs,
    ) -> Option<(Self, Format)> {
        let format = format_of_snapshot(header)?;
        let changes = changes.assignments().ok()?;
        let changes: Vec<_> =
            changes.into_iter().filter(|one: &Assignment| !is_fixed(&one.key)).collect();
        let named = sides.any().then(|| sides.sides(USUAL, USUAL));
        let equal = (1..=MAX_SIDE).map(Sides::equal);
        let presets = || TRAININGS.iter().flat_map(|preset| Kind::ALL.map(|kind| (*preset, kind)));
        let all = equal.chain(named).flat_map(|sides| presets().map(move |preset| (sides, preset)));
        // a side that is too small for one kind of pictures may do for another
        let mut all = all.filter_map(|(sides, (preset, kind))| {
            let sides = match preset.published(None, Some(sides.v1)) {
                Some(params) if Some(sides) != named => Sides::of(&params),
                _ => sides,
            };
            Self::build(preset, sides, kind, &changes).ok()
        });
        let found = all.find(|experiment| experiment.is_of(header))?;
        Some((Self { number: format, ..found }, format))
    }

    /// Whether a snapshot that begins with this header is its own.
    pub fn is_of(&self, header: &[u8]) -> bool {
        let Some(format) = format_of_snapshot(header) else { return false };
        let network = header.get(16..24).and_then(|bytes| bytes.try_into().ok());
        network.map(u64::from_le_bytes)
            == Some(by_format!(format, W => self.identity::<W>()).network())
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
        let network = experiment.identity::<f32>().network().to_le_bytes();
        [&b"LSOM\x01\0\x05\0f32\0\0\0\0\0"[..], &network, &[0; 8]].concat()
    }

    fn args(lgn: u8, v1: u8) -> SideArgs {
        SideArgs { lgn: Some(lgn), v1: Some(v1), ..SideArgs::default() }
    }

    #[test]
    fn a_header_tells_preset_and_side() {
        let changes = Changes { set: vec!["gamma_a=1.25".to_owned()] };
        for (side, preset, kind) in [
            (12, Preset::Gcal, Kind::Gaussians),
            (97, Preset::Notebook, Kind::Images),
            (255, Preset::LissomOr, Kind::Faces),
        ] {
            let wanted = Experiment::new(preset, Sides::equal(side), &changes, kind).unwrap();
            let header = header(&wanted);
            let none = SideArgs::default();
            let found = Experiment::of_snapshot(&header, &changes, &none).unwrap();
            let wanted = Experiment { number: Format::F32, ..wanted };
            assert_eq!(found, (wanted, Format::F32));
        }
    }

    #[test]
    fn other_sides_are_named() {
        let (changes, none) = (Changes::default(), SideArgs::default());
        let sides = args(36, 142).sides(USUAL, USUAL);
        let book = Experiment::new(Preset::LissomOr, sides, &changes, Kind::Gaussians).unwrap();
        assert_eq!(book.name(), "lissom-or 142 LGN 36");
        let header = header(&book);
        let book = Experiment { number: Format::F32, ..book };
        let of = |sides: &SideArgs| Experiment::of_snapshot(&header, &changes, sides);
        assert_eq!(of(&args(36, 142)), Some((book, Format::F32)));
        assert_eq!([of(&args(36, 141)), of(&none)], [None, None]);
    }
}
