//! A map as a figure, in files, and for programs.

use super::MeasuredMap;
use crate::{
    error::Error,
    figure::{Caption, Figure, MapPanel, Panel, Style, Titled},
    files::Files,
    unit_tuning::Tuning,
};
use serde_json::{Value, json};

impl MeasuredMap {
    /// The map to be drawn among others.
    pub fn titled(&self, title: String) -> Titled<'_> {
        Titled { map: &self.map, title, period: self.period }
    }

    fn add_figure_to(&self, files: &mut Files, name: &str, caption: &Caption) -> Result<(), Error> {
        let panel = MapPanel::of(&self.titled("preference × selectivity".to_owned()));
        let (title, panels) = (caption.to_string(), vec![Panel::Map(panel)]);
        let figure = Figure { title, panels, columns: 1 };
        figure.add_to(files, &format!("{name}-map"), &Style::default())
    }

    /// Adds the figure, preferences, selectivities, the histogram, the pinwheels and the spectrum.
    pub fn add_to(&self, files: &mut Files, name: &str, caption: &Caption) -> Result<(), Error> {
        self.add_figure_to(files, name, caption)?;
        for (what, shape, numbers) in self.plain_arrays() {
            files.npy(&format!("{name}-{what}"), shape, numbers);
        }
        Ok(())
    }

    /// Adds the figure and all [`arrays`](Self::arrays).
    pub fn add_all_to(
        &self,
        files: &mut Files,
        name: &str,
        caption: &Caption,
    ) -> Result<(), Error> {
        self.add_figure_to(files, name, caption)?;
        for (what, shape, numbers) in self.arrays() {
            files.npy(&format!("{name}-{what}"), shape, numbers);
        }
        Ok(())
    }

    /// All that is one number, and the hash, for programs, beside what the map is of.
    pub fn result(&self, of: Value) -> Value {
        let Self { selectivity, period, rho, rho_stevens, hash, histogram, tuning, .. } = self;
        let (method, region) = (self.responses.method(), self.responses.method().region());
        let clockwise = self.pinwheels.iter().filter(|one| one.sign > 0).count();
        let clarity = self.ring.clarity.to_string();
        let map = json!({
            "selectivity": selectivity, "pinwheels": self.pinwheels.len(),
            "pinwheels_positive": clockwise, "period": period, "k_max": self.ring.k_max(),
            "rho": rho, "rho_stevens": rho_stevens, "metric": self.metric(),
            "ring": if clarity.is_empty() { Value::Null } else { clarity.into() },
            "histogram": histogram, "map_hash": format!("{hash:08x}"),
            "half_width": tuning.median_half_width(),
            "circular_variance": Tuning::mean(&tuning.circular_variance),
            "modulation": Tuning::mean(&tuning.modulation),
            "measured": {
                "response": method.response.name(), "orientations": method.orientations(),
                "phases": method.phases(), "periods": method.periods(),
                "region": [region.start, region.end],
            },
        });
        let both = [of, map].into_iter().filter_map(|value| match value {
            Value::Object(object) => Some(object),
            _ => None,
        });
        Value::Object(both.flatten().collect())
    }
}
