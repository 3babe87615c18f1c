//! `draw`: the figures of a training.

use crate::{
    figure::{
        Connections, FieldsPanel, Figure, Folder, HistogramPanel, LateralPanel, MapPanel, Panel,
        SavedMap, SelectivityPanel, SpectrumPanel, Style, Titled, one_by_one, side_by_side,
    },
    files::Files,
    outcome::Outcome,
    progress::Progress,
};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::whole_file;
use std::path::PathBuf;

/// The options of `draw`.
#[derive(Debug, Clone, Args)]
pub struct Draw {
    /// A folder that `train` has written
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// After how many presentations [default: at the end]
    #[arg(long, value_name = "N")]
    at: Option<u32>,
    /// The unit whose weights within V1 are drawn [default: the middle]
    #[arg(long, value_name = "ROW,COLUMN", value_parser = unit)]
    unit: Option<[usize; 2]>,
    #[command(flatten)]
    style: Style,
    /// The folder for the figures [default: DIR/figures]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn unit(text: &str) -> Result<[usize; 2], String> {
    let numbers = || {
        let (row, column) = text.split_once(',')?;
        Some([row.trim().parse().ok()?, column.trim().parse().ok()?])
    };
    numbers().ok_or_else(|| "a row and a column such as 24,30".to_owned())
}

impl Draw {
    /// Draws all figures, and one with the most of them.
    pub fn run(&self) -> Result<Outcome, Error> {
        let out = self.out.clone().unwrap_or_else(|| self.folder.join("figures"));
        let folder = Folder::open(&self.folder)?;
        let moment = folder.moment(self.at)?;
        let side = folder.experiment.params.cortex;
        let unit = self.unit.unwrap_or([side / 2; 2]);
        if unit.iter().any(|&index| index >= side) {
            let [row, column] = unit;
            let why = format!("--unit {row},{column}: rows and columns are 0..={}", side - 1);
            return Err(Error::new(why));
        }
        whole_file::check(&out)?;
        let mut progress = Progress::new(3);
        progress.at(0, "reading weights");
        let saved = folder.map(moment)?;
        let (afferent, lateral) = (folder.afferent(moment)?, folder.lateral(moment, unit)?);
        progress.at(1, "drawing");
        let mut files = Files::default();
        self.all(&saved, &afferent, &lateral, unit, &mut files)?;
        drop((afferent, lateral));
        progress.at(2, "drawing the development");
        self.development(&folder, &mut files)?;
        drop(progress);
        let count = files.write(&out)?;
        let text = format!("{}\n{count} files in {}\n", saved.caption, out.display());
        Ok(Outcome::new(text))
    }

    /// Each panel as a figure of its own, and one of one panel of each kind.
    fn all(
        &self,
        saved: &SavedMap,
        afferent: &[Connections],
        lateral: &[(&'static str, Connections)],
        unit: [usize; 2],
        files: &mut Files,
    ) -> Result<(), Error> {
        let SavedMap { caption, map, period, first } = saved;
        let titled = Titled { title: "preference × selectivity".to_owned(), ..saved.titled() };
        let mut panels = vec![
            ("map", Panel::Map(MapPanel::of(&titled))),
            ("selectivity", Panel::Selectivity(SelectivityPanel::new(map))),
            ("spectrum", Panel::Spectrum(SpectrumPanel::new(map, *period))),
            ("histogram", Panel::Histogram(HistogramPanel::new(map))),
        ];
        panels.extend(FieldsPanel::new(afferent).map(|panel| ("fields", Panel::Fields(panel))));
        panels.extend(lateral.iter().map(|(kind, connections)| {
            (*kind, Panel::Lateral(LateralPanel::new((map, *first), kind, connections, unit)))
        }));
        let title = caption.to_string();
        for (name, panel) in &panels {
            let figure = Figure { title: title.clone(), panels: vec![panel.clone()], columns: 1 };
            figure.add_to(files, name, &self.style)?;
        }
        let panels = panels.into_iter().map(|(_, panel)| panel).take(COMPOSED).collect();
        Figure { title, panels, columns: 3 }.add_to(files, "figure", &self.style)
    }

    /// All maps of the folder, side by side and one after the other.
    fn development(&self, folder: &Folder, files: &mut Files) -> Result<(), Error> {
        let maps = folder.moments.iter().map(|&moment| folder.map(moment));
        let maps = maps.collect::<Result<Vec<_>, _>>()?;
        let all: Vec<_> = maps.iter().map(SavedMap::titled).collect();
        let Some(first) = maps.first() else { return Ok(()) };
        let title = first.caption.training();
        side_by_side(&title, &all).add_to(files, "development", &self.style)?;
        files.gif("development", one_by_one(&title, &all, &self.style)?);
        Ok(())
    }
}

/// Panels of the figure that has one of each kind.
const COMPOSED: usize = 6;
