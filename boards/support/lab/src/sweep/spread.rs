//! How results spread over seeds, number formats, or any keys of a grid.

use super::{Row, Sweep};
use lissom::{orientation::OrientationMap, side::Dyn};
use lissom_experiment::error::Error;
use serde_json::{Map, Value, json};
use std::fmt;

/// The columns that are summarised.
const COLUMNS: [&str; 7] =
    ["selectivity", "stability", "metric", "pinwheels", "rho", "rho_stevens", "half_width"];

/// The results of experiments that differ in some keys alone.
#[derive(Debug, Clone)]
pub struct Spread {
    /// The other keys with their values.
    of: Vec<(String, String)>,
    /// How many results there are, and how many there are to be.
    count: [usize; 2],
    /// Of each column the name, how many results have it, and the quartiles.
    columns: Vec<(&'static str, usize, [f64; 3])>,
    /// The similarities of maps that differ in the first of the keys alone.
    similarities: Vec<f64>,
}

/// An experiment of a group: its values of the keys, and its results.
struct Member {
    values: Vec<String>,
    row: Row,
    map: Option<OrientationMap<Dyn>>,
}

impl Spread {
    /// One for each combination of values of the keys that are not in `over`, in the order of the
    /// grid. Results that are missing do not count.
    ///
    /// # Errors
    ///
    /// The grid has no such key, or a row is damaged.
    pub fn all(sweep: &Sweep, over: &[String]) -> Result<Vec<Self>, Error> {
        let names = sweep.grid.names();
        let place = |key: &String| {
            names.iter().position(|name| name == key).ok_or_else(|| {
                let known = names.join(", ");
                Error::new(format!("--over {key}: no key of the grid, which has {known}"))
            })
        };
        let over = over.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        let mut groups: Vec<(Vec<String>, usize, Vec<Member>)> = Vec::new();
        for index in 0..sweep.grid.len() {
            let point = sweep.grid.point(index)?;
            let values = point.values.iter().enumerate();
            let of: Vec<_> = values
                .filter(|(key, _)| !over.contains(key))
                .map(|(_, value)| value.clone())
                .collect();
            let values = over.iter().map(|&key| point.values[key].clone()).collect();
            let found = groups.iter().position(|(other, ..)| *other == of);
            let at = found.unwrap_or_else(|| {
                groups.push((of, 0, Vec::new()));
                groups.len() - 1
            });
            groups[at].1 += 1;
            if let Some(row) = sweep.row(&point)? {
                let map = row.map();
                groups[at].2.push(Member { values, row, map });
            }
        }
        let keys = names.iter().enumerate().filter(|(key, _)| !over.contains(key));
        let keys: Vec<_> = keys.map(|(_, name)| name.clone()).collect();
        let spread = |(of, expected, members): (Vec<String>, usize, Vec<Member>)| Self {
            of: keys.iter().cloned().zip(of).collect(),
            count: [members.len(), expected],
            columns: columns(&members),
            similarities: similarities(&members),
        };
        Ok(groups.into_iter().map(spread).collect())
    }

    /// Mean, standard deviation and least of the similarities.
    fn similarity(&self) -> Option<[f64; 3]> {
        let all = &self.similarities;
        let (count, least) = (all.len() as f64, all.iter().copied().reduce(f64::min)?);
        let mean = all.iter().sum::<f64>() / count;
        let squares: f64 = all.iter().map(|one| (one - mean).powi(2)).sum();
        Some([mean, (squares / (count - 1.0).max(1.0)).sqrt(), least])
    }

    /// For programs.
    pub fn result(&self) -> Value {
        let of = self.of.iter().map(|(key, value)| (key.clone(), Value::from(value.as_str())));
        let mut all: Map<String, Value> = of.collect();
        all.insert("results".to_owned(), self.count[0].into());
        for &(name, count, [low, median, high]) in &self.columns {
            let numbers = json!({ "count": count, "median": median, "quartiles": [low, high] });
            all.insert(name.to_owned(), numbers);
        }
        if let Some([mean, deviation, least]) = self.similarity() {
            let numbers = json!({
                "pairs": self.similarities.len(), "mean": mean, "deviation": deviation,
                "least": least,
            });
            all.insert("similarity".to_owned(), numbers);
        }
        Value::Object(all)
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [found, expected] = self.count;
        let of: Vec<_> = self.of.iter().map(|(key, value)| format!("{key} {value}, ")).collect();
        writeln!(f, "{}{found} of {expected} results: median (quartiles)", of.concat())?;
        for (name, count, [low, median, high]) in &self.columns {
            write!(f, "  {name:<12} {median:8.3} ({low:.3}, {high:.3})")?;
            if count < &found { writeln!(f, " of {count}")? } else { writeln!(f)? }
        }
        if let Some([mean, deviation, least]) = self.similarity() {
            let pairs = self.similarities.len();
            let error = deviation / (pairs as f64).sqrt();
            writeln!(
                f,
                "  similarity   {mean:8.3} ± {error:.3} in the mean of {pairs} pairs, deviation \
                 {deviation:.3}, least {least:.3}"
            )?;
        }
        Ok(())
    }
}

/// Lower quartile, median and upper quartile; none of nothing. Sorts the numbers.
pub fn quartiles(numbers: &mut [f64]) -> Option<[f64; 3]> {
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len().checked_sub(1)?;
    Some([0.25, 0.5, 0.75].map(|part| {
        let place = part * last as f64;
        let (low, high) = (numbers[place.floor() as usize], numbers[place.ceil() as usize]);
        low + place.fract() * (high - low)
    }))
}

fn columns(members: &[Member]) -> Vec<(&'static str, usize, [f64; 3])> {
    let column = |name: &'static str| {
        let numbers = members.iter().filter_map(|member| member.row.number(name));
        let mut numbers: Vec<_> = numbers.collect();
        Some((name, numbers.len(), quartiles(&mut numbers)?))
    };
    COLUMNS.into_iter().filter_map(column).collect()
}

fn similarities(members: &[Member]) -> Vec<f64> {
    let mut all = Vec::new();
    for (index, one) in members.iter().enumerate() {
        for other in &members[index + 1..] {
            let differ = one.values[0] != other.values[0] && one.values[1..] == other.values[1..];
            if let (true, Some(a), Some(b)) = (differ, &one.map, &other.map)
                && a.side() == b.side()
            {
                all.push(a.similarity(b).into());
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_numbers() {
        assert_eq!(quartiles(&mut [4.0, 1.0, 3.0, 2.0]), Some([1.75, 2.5, 3.25]));
        assert_eq!(quartiles(&mut [7.0]), Some([7.0; 3]));
        assert_eq!(quartiles(&mut []), None);
    }
}
