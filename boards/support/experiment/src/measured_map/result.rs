//! A map for programs.

use super::MeasuredMap;
use crate::unit_tuning::Tuning;
use serde_json::{Value, json};

impl MeasuredMap {
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
