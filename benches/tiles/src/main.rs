//! GCAL from one tile of 24 × 24 units, in 16 bits, on a V1 of 96 × 96: the maps of both lattices
//! beside maps without tiles, what the weights take, V1's answer to a photograph, and how long a
//! forward takes beside one without tiles.
//!
//! ```text
//! cargo run --release -p lissom-tiles              # prints the tables
//! cargo run --release -p lissom-tiles -- memory    # only what chips need
//! cargo run --release -p lissom-tiles -- --write   # and writes tables and figure into docs/
//! ```
//!
//! The photograph is a part of the portrait of Grace Hopper by James S. Davis (1984), United States
//! Navy, in the public domain.

mod figure;
mod map;
mod memory;

use figure::Figure;
use lissom::{
    DynSheet, Fixed16, Params,
    display::ColorMap,
    input::GreyImage,
    network::tiled::{Border, Tiling},
    number::Wide,
    orientation::{OrientationMap, Topology},
    side::Dyn,
};
use map::{Map, PERIOD, part};
use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    thread,
    time::Instant,
};

/// V1's side.
const SIDE: usize = 4 * PERIOD;
/// Pictures for 16 copies of a tile: the tile's presentations are the preset's 20 000.
const PICTURES: u32 = 20_000 / 16;
const PHOTOGRAPH: &[u8; 15 + 126 * 126] = include_bytes!("../photograph.pgm");
const HEADS: [&str; 3] = ["| a tile |", "| V1 |", "| a forward |"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut bytes =
        head(HEADS[0], "weights | without tiles | tables | RAM, frozen | RAM, learning |");
    bytes.extend(memory::rows());
    let mut tables = vec![bytes];
    if !env::args().any(|argument| argument == "memory") {
        tables.extend(maps()?);
    }
    for line in tables.iter().flatten() {
        println!("{line}");
    }
    if env::args().any(|argument| argument == "--write") {
        write(&docs().join("tiles.md"), &tables)?;
    }
    Ok(())
}

/// The project's documents.
fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// A map that has developed.
struct Developed {
    row: String,
    measured: OrientationMap<Dyn>,
    /// The photograph on the retina, and V1's answer.
    answer: [DynSheet<Fixed16>; 2],
}

/// Develops a V1 of 96 × 96 with tiles, or one of 48 × 48 without.
fn develop(name: &str, tiling: Option<Tiling>) -> Result<Developed, Box<dyn Error>> {
    let (mut map, pictures) = match tiling {
        Some(tiling) => (Map::tiled(SIDE, tiling)?, PICTURES),
        None => (Map::whole(&Params::gcal(PERIOD).extended(48))?, 20_000),
    };
    let means = map.learn(pictures, PERIOD)?;
    let measured = map.measure()?;
    let row = row(name, &map, pictures, means, &measured, tiling.is_some())?;
    println!("{row}");
    let mut retina = map.retina();
    retina.show(&GreyImage::new(&PHOTOGRAPH[15..], 126, 126, 126)?);
    let v1 = map.settle(&retina)?.clone();
    let active = v1.units().iter().filter(|&&eta| eta > 0).count();
    if active < v1.units().len() / 50 {
        return Err(format!("{name}: only {active} units answer to the photograph").into());
    }
    Ok(Developed { row, measured, answer: [retina, v1] })
}

/// Maps develop, each on a thread; with `--write` the figure is written.
fn maps() -> Result<[Vec<String>; 2], Box<dyn Error>> {
    let square = Tiling::square(PERIOD);
    let runs = [
        ("96 × 96, square lattice", Some(square)),
        ("96 × 96, hexagonal lattice", Some(Tiling::hexagonal(PERIOD))),
        ("96 × 96, square, silent border", Some(Tiling { border: Border::Silent, ..square })),
        ("48 × 48 without tiles", None),
    ];
    let all = thread::scope(|scope| {
        let develop = |(name, tiling)| {
            scope.spawn(move || develop(name, tiling).map_err(|error| error.to_string()))
        };
        runs.map(develop).map(|thread| thread.join().map_err(|_| "a thread has panicked".into()))
    });
    let mut rows = head(
        HEADS[1],
        "pictures | weights | selectivity | pinwheels | on 24 × 24 | copies alike | \
         η at the border | inside | θ | trace |",
    );
    let mut figure = Figure::new();
    let panels = [Some(0), Some(1), None, Some(2)];
    for (developed, panel) in all.into_iter().zip(panels) {
        let developed: Result<_, String> = developed;
        let Developed { row, measured, answer: [retina, v1] } = developed??;
        rows.push(row);
        let Some(panel) = panel else { continue };
        figure.map([0, panel], &measured, 4);
        if panel < 2 {
            figure.sheet([1, 1 + panel], &v1, ColorMap::Perceptual);
            let mut seen = v1;
            // what lies below V1: without the margins of LGN and retina
            seen.fill_with(|row, column| retina.unit(row + 15, column + 15));
            figure.sheet([1, 0], &seen, ColorMap::Grey);
        }
    }
    if env::args().any(|argument| argument == "--write") {
        figure.write(&docs().join("tiles.png"))?;
    }
    Ok([rows, times()?])
}

fn head(head: &str, columns: &str) -> Vec<String> {
    vec![
        format!("{head} {columns}"),
        format!("|{}", "---|".repeat(1 + columns.matches('|').count())),
    ]
}

fn row(
    name: &str,
    map: &Map,
    pictures: u32,
    [border, inside]: [f64; 2],
    measured: &OrientationMap<Dyn>,
    tiled: bool,
) -> Result<String, Box<dyn Error>> {
    let loops = (map.params().cortex - 1) as f64;
    let all = measured.pinwheels(Topology::Plane).count();
    let on_a_tile = all as f64 * (PERIOD * PERIOD) as f64 / (loops * loops);
    // the second tile of the second row, and the one to the right of it
    let alike = match tiled {
        true => {
            let [one, other] = [PERIOD, 2 * PERIOD].map(|column| part(measured, [PERIOD, column]));
            format!("{:.3}", Wide::to_f64(one?.similarity(&other?)))
        }
        false => "-".into(),
    };
    let [least, most] = map.theta().unwrap_or_default();
    Ok(format!(
        "| {name} | {pictures} | {} B | {:.3} | {all} | {on_a_tile:.1} | {alike} | {border:.4} | \
         {inside:.4} | {least:.3} to {most:.3} | `{:08x}` |",
        map.weight_bytes(),
        f64::from(measured.selectivity()) / 65_535.0,
        map.trace(),
    ))
}

/// A forward of 96 × 96 with tiles and without, in turns; of each the fastest counts.
fn times() -> Result<Vec<String>, Box<dyn Error>> {
    let params = Params::gcal(PERIOD).extended(SIDE);
    let mut maps = [Map::tiled(SIDE, Tiling::square(PERIOD))?, Map::whole(&params)?];
    let mut retina = maps[0].retina();
    retina.show(&GreyImage::new(&PHOTOGRAPH[15..], 126, 126, 126)?);
    let mut best = [f64::INFINITY; 2];
    for _ in 0..20 {
        for (map, best) in maps.iter_mut().zip(&mut best) {
            let start = Instant::now();
            map.settle(&retina)?;
            *best = best.min(start.elapsed().as_secs_f64());
        }
    }
    let mut rows = head(HEADS[2], "weights | time of one without tiles |");
    let names = ["with tiles", "without tiles"];
    for ((map, name), time) in maps.iter().zip(names).zip(best) {
        rows.push(format!("| {name} | {} B | {:.2} |", map.weight_bytes(), time / best[1]));
    }
    Ok(rows)
}

/// Writes tables in place of those that begin alike.
fn write(page: &Path, tables: &[Vec<String>]) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(page)?;
    let mut lines: Vec<_> = text.lines().map(String::from).collect();
    for (table, head) in tables.iter().zip(HEADS) {
        let at = lines.iter().position(|line| line.starts_with(head)).ok_or(head)?;
        let end = at + lines[at..].iter().take_while(|line| line.starts_with('|')).count();
        lines.splice(at..end, table.iter().cloned());
    }
    fs::write(page, lines.join("\n") + "\n")?;
    Ok(())
}
