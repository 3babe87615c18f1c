//! The requests of a page.

use crate::{
    about, keys,
    rgba::Rgba,
    session::{AnySession, begin},
    shown::Shown,
    views,
    wire::{self, Board, Listener},
};
use lissom::display::{ColorMap, Range};
use lissom_experiment::{
    error::Error,
    experiment::{Experiment, FILE},
    format::Format,
};
use lissom_npy as npy;
use serde_json::{Value, json};

/// An answer: JSON, with `error` where a request was refused, and bytes beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    /// The JSON.
    pub text: Value,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl From<Value> for Reply {
    fn from(text: Value) -> Self {
        Self { text, bytes: Vec::new() }
    }
}

/// What a page works at: one session, and what belongs to it.
#[derive(Default)]
pub struct Desk {
    session: Option<Box<dyn AnySession>>,
    shown: Option<Shown>,
    /// V1 in `f64`, to compare other formats with.
    reference: Vec<f64>,
    listener: Option<Listener>,
    board: Option<Board>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.session.as_ref().map(|session| session.experiment().name());
        write!(f, "Desk({name:?})")
    }
}

type Answer = Result<Reply, Error>;

impl Desk {
    /// Answers a request: `{"do": NAME, …}` and what it needs, with bytes beside it.
    pub fn request(&mut self, text: &[u8], bytes: &[u8]) -> Reply {
        let answer = serde_json::from_slice(text).map_err(Error::from);
        let answer = answer.and_then(|request: Value| self.answer(&request, bytes));
        answer.unwrap_or_else(|error| json!({"error": error.line()}).into())
    }

    fn answer(&mut self, request: &Value, bytes: &[u8]) -> Answer {
        let name = request["do"].as_str().unwrap_or_default();
        match name {
            "open" => self.open(request),
            "load" => self.load(bytes),
            "show" => self.show(&request["picture"], bytes),
            "settle" => self.settle(),
            "draw" => self.draw(request),
            "learn" => self.learn(request),
            "measure" => self.measure(request),
            "unit" => Ok(about::unit(self.session()?, request).into()),
            "format" => self.format(request),
            "keys" => Ok(json!({"all": keys::all(self.session()?.experiment())}).into()),
            "toml" => Ok(json!({"text": self.session()?.experiment().file()?}).into()),
            "save" => Ok(Reply { text: json!({}), bytes: self.session()?.save()? }),
            "npy" => self.npy(request),
            "rust" => {
                let (source, bytes) = self.session()?.firmware()?;
                Ok(Reply { text: json!({"text": source}), bytes })
            }
            "send" => self.send(request),
            "receive" => Ok(self.receive(bytes)),
            "board" => {
                let board = match &mut self.board {
                    Some(board) => board,
                    none => none.insert(Board::new()?),
                };
                Ok(Reply { text: json!({}), bytes: board.packet(bytes)? })
            }
            _ => Err(Error::new(format!("there is no request {name}"))),
        }
    }

    fn session(&mut self) -> Result<&mut dyn AnySession, Error> {
        match &mut self.session {
            Some(session) => Ok(&mut **session),
            None => Err(Error::new("no experiment is open")),
        }
    }

    /// Opens keys or a file. With `carry`, what was learned stays where the connections do.
    fn open(&mut self, request: &Value) -> Answer {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let experiment = match request["toml"].as_str() {
            Some(file) => keys::of_file(file)?,
            None => {
                let pairs = request["keys"].as_array().map(Vec::as_slice).unwrap_or_default();
                let pairs = pairs.iter().map(|pair| (text(&pair[0]), text(&pair[1])));
                keys::experiment(&pairs.collect::<Vec<_>>())?
            }
        };
        let mut session = begin(experiment)?;
        let old = self.session.as_deref().filter(|_| request["carry"] == true);
        // refused by other connections: then it begins anew
        let carried = match old {
            Some(old) if old.progress().0 > 0 => session.take(old).is_ok(),
            _ => false,
        };
        if old.is_some_and(|old| old.progress().0 > 0) && !carried {
            session = begin(session.experiment().clone())?;
        }
        self.replace(session)?;
        let mut about = about::experiment(self.session()?)?;
        about["carried"] = carried.into();
        Ok(about.into())
    }

    fn replace(&mut self, session: Box<dyn AnySession>) -> Result<(), Error> {
        let retina = session.experiment().params.retina;
        let fits = |shown: &Shown| match shown {
            Shown::Grey { side, .. } => *side >= retina,
            Shown::Grating(..) => false,
            _ => true,
        };
        self.shown = self.shown.take().filter(fits);
        (self.session, self.reference) = (Some(session), Vec::new());
        Ok(())
    }

    /// Goes on from a snapshot: of this experiment, or of the preset that its header tells.
    fn load(&mut self, bytes: &[u8]) -> Answer {
        let header = bytes.get(..32).unwrap_or(bytes);
        let own = self.session()?.experiment().clone();
        let experiment = if own.is_of(header) {
            own
        } else {
            match Experiment::of_snapshot(header, &[], None) {
                Some((experiment, _)) => experiment,
                None if header.starts_with(b"LSOM") => {
                    let why = format!(
                        "this snapshot is of no preset with equal sides; open the {FILE} that \
                         lies beside it first"
                    );
                    return Err(Error::new(why));
                }
                None => return Err(Error::new("this file is no snapshot")),
            }
        };
        let mut session = begin(experiment)?;
        session.load(bytes)?;
        self.replace(session)?;
        Ok(about::experiment(self.session()?)?.into())
    }

    fn show(&mut self, picture: &Value, bytes: &[u8]) -> Answer {
        let retina = self.session()?.experiment().params.retina;
        self.shown = Some(Shown::read(picture, bytes, retina)?);
        self.settle()
    }

    fn settle(&mut self) -> Answer {
        let shown = self.shown.clone().unwrap_or(Shown::Nothing);
        let session = self.session()?;
        let hash = session.settle(&shown)?;
        let steps = session.recording().steps();
        Ok(json!({"hash": format!("{hash:08x}"), "steps": steps}).into())
    }

    fn draw(&mut self, request: &Value) -> Answer {
        let session = self.session()?;
        let mut reply = Reply::from(json!({"steps": session.recording().steps()}));
        let views = request["views"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut pictures = Vec::with_capacity(views.len());
        for view in views {
            let (about, picture) = views::draw(session, view)?;
            pictures.push(placed(about, picture, &mut reply.bytes));
        }
        reply.text["pictures"] = pictures.into();
        Ok(reply)
    }

    fn learn(&mut self, request: &Value) -> Answer {
        let count = request["count"].as_u64().unwrap_or(1).min(100_000) as u32;
        let session = self.session()?;
        session.learn(count)?;
        let (presentations, trace) = session.progress();
        Ok(json!({"presentations": presentations, "trace": format!("{trace:08x}")}).into())
    }

    fn measure(&mut self, request: &Value) -> Answer {
        let gratings = request["gratings"].as_u64().unwrap_or(8).clamp(1, 10_000) as u32;
        let session = self.session()?;
        let part = session.measure(gratings)?;
        let map = session.measured().filter(|_| part >= 1.0).map(about::map);
        Ok(json!({"part": part, "map": map}).into())
    }

    /// V1's answer in another format with the same weights, rounded, and how far it is from
    /// `f64`, which is asked for first.
    fn format(&mut self, request: &Value) -> Answer {
        let name = request["format"].as_str().unwrap_or_default();
        let Some(number) = Format::ALL.into_iter().find(|format| format.name() == name) else {
            return Err(Error::new(format!("there is no number format {name}")));
        };
        let shown = self.shown.clone().unwrap_or(Shown::Nothing);
        let session = self.session()?;
        let mut other = begin(Experiment { number, ..session.experiment().clone() })?;
        if session.progress().0 > 0 {
            other.take(session)?;
        }
        let hash = other.settle(&shown)?;
        let v1 = views::values(&*other, "v1", other.recording().steps().unwrap_or(0))?;
        if number == Format::F64 || self.reference.len() != v1.len() {
            self.reference.clone_from(&v1);
        }
        let far: Vec<_> = v1.iter().zip(&self.reference).map(|(a, b)| (a - b).abs()).collect();
        let worst = far.iter().copied().fold(0.0, f64::max);
        let square = far.iter().map(|far| far * far).sum::<f64>() / far.len().max(1) as f64;
        let mut reply = Reply::from(json!({"format": name, "hash": format!("{hash:08x}"),
            "bytes": other.bytes(), "worst": worst, "rms": square.sqrt()}));
        let one = Range::Fixed(0.0, 1.0);
        let pictures = [
            views::plain(&v1, one, ColorMap::Perceptual, 1),
            views::plain(&far, Range::Fixed(0.0, worst.max(1e-12)), ColorMap::Grey, 1),
        ];
        let pictures = pictures
            .map(|picture| placed(json!({"width": picture.width()}), picture, &mut reply.bytes));
        reply.text["pictures"] = pictures.to_vec().into();
        Ok(reply)
    }

    fn npy(&mut self, request: &Value) -> Answer {
        let what = request["what"].as_str().unwrap_or_default();
        let session = self.session()?;
        let (values, columns) = match views::projection(what) {
            Some(projection) => session
                .matrix(projection)
                .ok_or_else(|| Error::new(format!("this network has no {what} weights")))?,
            None if what == "tuning" => {
                let measured = session.measured();
                let measured = measured.ok_or_else(|| Error::new("no map was measured yet"))?;
                (measured.map.tuning.curves.clone(), measured.map.tuning.orientations)
            }
            None => {
                let last = session.recording().steps().unwrap_or(0);
                let values = views::values(session, what, last)?;
                let side = values.len().isqrt();
                (values, side)
            }
        };
        let mut bytes = Vec::new();
        let shape = [(values.len() / columns.max(1)) as u64, columns as u64];
        npy::encode(&mut bytes, &shape, values)?;
        Ok(Reply { text: json!({"shape": shape}), bytes })
    }

    /// The picture as a board is sent it, and what this network answers to just that.
    fn send(&mut self, request: &Value) -> Answer {
        let sequence = request["sequence"].as_u64().unwrap_or(0) as u16;
        let shown = self.shown.clone().unwrap_or(Shown::Nothing);
        let session = self.session()?;
        let retina = session.experiment().params.retina;
        let bytes = wire::frame(&shown, sequence, retina)?;
        let hash = session.settle(&shown.grey(retina))?;
        Ok(Reply { text: json!({"hash": format!("{hash:08x}")}), bytes })
    }

    fn receive(&mut self, bytes: &[u8]) -> Reply {
        let (said, v1) = self.listener.get_or_insert_with(Listener::new).receive(bytes);
        let mut reply = Reply::from(json!({"said": said}));
        if let Some(v1) = v1 {
            let picture = views::plain(&v1, Range::Fixed(0.0, 1.0), ColorMap::Perceptual, 1);
            reply.text["picture"] = placed(views::about(&v1), picture, &mut reply.bytes);
        }
        reply
    }
}

/// A picture's description with its place among the bytes.
fn placed(mut about: Value, picture: Rgba, bytes: &mut Vec<u8>) -> Value {
    about["width"] = picture.width().into();
    let pixels = picture.into_bytes();
    about["at"] = bytes.len().into();
    about["length"] = pixels.len().into();
    bytes.extend(pixels);
    about
}
