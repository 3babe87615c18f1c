//! The experiments of a sweep, as a file says them.

use lissom::snapshot::Identity;
use lissom_experiment::{
    bounded,
    error::Error,
    experiment::{Assignment, Experiment, with_all_sides},
    key::Value,
};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Keys with all the values that they take; their combinations are the points.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What all points have in common.
    common: Vec<Assignment>,
    /// A key, and the assignments of each of its values.
    axes: Vec<Axis>,
    /// Maps at equal distances that are compared with the last.
    maps: u32,
    /// Whether rows hold their maps.
    keeps: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Axis {
    name: String,
    values: Vec<(String, Vec<Assignment>)>,
}

/// An experiment of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The values of the grid's keys, as text.
    pub values: Vec<String>,
    /// The experiment, whose images of files are not read.
    pub experiment: Experiment,
}

/// The most points.
const MOST: usize = 1_000_000;

/// The key of all three seeds.
const SEED: &str = "seed";

impl Grid {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// With the file's name: a key that is unknown or out of range, or a list without values.
    pub fn read(path: &Path) -> Result<Self, Error> {
        Self::parse(path, &bounded::read_text(path)?)
    }

    /// What the text of a file says.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let wrong = |why: String| Error::file(path, why);
        let toml = DeTable::parse(text).map_err(|error| wrong(error.message().to_owned()))?;
        let mut grid = Self { common: Vec::new(), axes: Vec::new(), maps: 10, keeps: false };
        // in the order of the file
        let mut entries: Vec<_> = toml.get_ref().iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("from", DeValue::String(from)) => grid.start(path, from)?,
                ("maps", DeValue::Integer(count)) => {
                    let count =
                        count.as_str().parse().ok().filter(|count| (1..=1000).contains(count));
                    grid.maps = count
                        .ok_or_else(|| wrong("maps is not a whole number of 1..=1000".into()))?;
                }
                ("keep_maps", DeValue::Boolean(keeps)) => grid.keeps = *keeps,
                ("set", DeValue::Table(table)) => {
                    for (key, value) in flat("", table, path)? {
                        grid.common.extend(assignments(path, &key, &value)?);
                    }
                }
                ("grid", DeValue::Table(table)) => {
                    for (key, value) in flat("", table, path)? {
                        grid.axes.push(Axis::new(path, key, value)?);
                    }
                }
                (name, _) => {
                    let why = format!("{name} is not from, maps, keep_maps, [set] or [grid]");
                    return Err(wrong(why));
                }
            }
        }
        if grid.axes.is_empty() {
            return Err(wrong("[grid] has no key".into()));
        }
        if grid
            .axes
            .iter()
            .try_fold(1, |all: usize, axis| all.checked_mul(axis.values.len()))
            .is_none_or(|all| all > MOST)
        {
            return Err(wrong(format!("more than {MOST} experiments")));
        }
        (0..grid.len())
            .try_for_each(|index| grid.point(index).map(|_| ()))
            .map_err(|error| wrong(error.line().to_owned()))?;
        Ok(grid)
    }

    /// Starts from a preset or a file.
    fn start(&mut self, path: &Path, from: &str) -> Result<(), Error> {
        let file = path.with_file_name(from);
        let first = match file.is_file() {
            true => Experiment::assignments_of(&file)?,
            false => vec![Assignment::option("from", "preset", from)],
        };
        self.common.splice(0..0, first);
        Ok(())
    }

    /// How many points.
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the grid's keys.
    pub fn names(&self) -> Vec<String> {
        self.axes.iter().map(|axis| axis.name.clone()).collect()
    }

    /// A point by its number; the last key changes fastest.
    ///
    /// # Errors
    ///
    /// Where there is no such point, or its values contradict each other.
    pub fn point(&self, index: usize) -> Result<Point, Error> {
        if index >= self.len() {
            return Err(Error::new(format!("index {index} is not of 0..={}", self.len() - 1)));
        }
        let (mut rest, mut chosen) = (index, Vec::new());
        for axis in self.axes.iter().rev() {
            chosen.push(&axis.values[rest % axis.values.len()]);
            rest /= axis.values.len();
        }
        chosen.reverse();
        let own = chosen.iter().flat_map(|(_, assignments)| assignments.clone());
        let mut all = with_all_sides(self.common.clone());
        all.extend(with_all_sides(own.collect()));
        let experiment = Experiment::resolve(&all)
            .map_err(|error| Error::new(format!("experiment {index}: {}", error.line())))?;
        Ok(Point { values: chosen.into_iter().map(|(text, _)| text.clone()).collect(), experiment })
    }

    /// The presentations after which a map is measured: the last is that of all.
    pub fn moments(&self, presentations: u32) -> impl Iterator<Item = u32> + use<> {
        let maps = u64::from(self.maps) + 1;
        (1..=maps).map(move |map| (u64::from(presentations) * map / maps) as u32)
    }

    /// Whether rows hold their maps.
    pub const fn keeps_maps(&self) -> bool {
        self.keeps
    }

    /// A hash of all that a point's row follows from: every key with its value, this version, and
    /// the maps that are compared. A section that the experiment lacks does not count.
    pub fn key(&self, experiment: &Experiment) -> u64 {
        let mut own = experiment.clone();
        let mut text = env!("CARGO_PKG_VERSION").to_owned();
        for name in own.names() {
            if let Some((_, field)) = own.entry(&name) {
                text += &format!("\n{name} = {}", field.toml());
            }
        }
        let start = Identity::new::<f64>(&lissom::Params::notebook(1), 1)
            .and(self.maps.into())
            .and(self.keeps.into());
        text.bytes().fold(start, |hash, byte| hash.and(byte.into())).network()
    }
}

impl Axis {
    fn new(path: &Path, name: String, value: Value) -> Result<Self, Error> {
        let Value::List(all) = value else {
            return Err(Error::file(path, format!("grid: {name} is no list of values")));
        };
        if all.is_empty() {
            return Err(Error::file(path, format!("grid: {name} has no values")));
        }
        let one = |value: Value| {
            let text = match &value {
                Value::Text(text) => text.clone(),
                other => other.to_string(),
            };
            let text = if text.contains([',', '"']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            };
            Ok((text, assignments(path, &name, &value)?))
        };
        let values = all.into_iter().map(one).collect::<Result<_, Error>>()?;
        Ok(Self { name, values })
    }
}

/// The assignments that a key stands for.
fn assignments(path: &Path, key: &str, value: &Value) -> Result<Vec<Assignment>, Error> {
    let keys: &[&str] = match key {
        SEED => &["seeds.weights", "seeds.pictures", "seeds.rounding"],
        key => &[key],
    };
    let one = |key: &&str| {
        let set = Assignment::set(&format!("{key}={value}"));
        set.map_err(|error| Error::file(path, error.line()))
    };
    keys.iter().map(one).collect()
}

/// The keys of a table and of the tables in it with their whole names, in the order of the file.
fn flat(section: &str, table: &DeTable<'_>, path: &Path) -> Result<Vec<(String, Value)>, Error> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    let mut all = Vec::new();
    for (name, value) in entries {
        let name = match section {
            "" => name.get_ref().to_string(),
            section => format!("{section}.{}", name.get_ref()),
        };
        match value.get_ref() {
            DeValue::Table(inside) if !Experiment::has_key(&name) => {
                all.extend(flat(&name, inside, path)?);
            }
            value => {
                let value = Value::of(value);
                all.push((
                    name.clone(),
                    value.map_err(|why| Error::file(path, format!("{name}: {why}")))?,
                ));
            }
        }
    }
    Ok(all)
}
