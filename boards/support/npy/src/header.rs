//! What stands before the numbers: a Python dictionary with their kind, their order and the shape.

use crate::{Error, kind::Kind};
use std::io::Read;

const MAGIC: &[u8; 6] = b"\x93NUMPY";
/// Numbers begin at a multiple of it, as NumPy has it.
const ALIGNMENT: usize = 64;
const CUT: Error = Error::Header("is cut off");

/// Which numbers a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) kind: Kind,
    pub(crate) shape: Vec<u64>,
}

impl Header {
    /// Reads the header of a file of `length` bytes, and returns where its numbers begin.
    pub(crate) fn read(mut input: impl Read, length: u64) -> Result<(Self, u64), Error> {
        let mut first = [0; 8];
        if length < first.len() as u64 {
            return Err(Error::NotNpy);
        }
        input.read_exact(&mut first)?;
        let [magic @ .., major, minor] = &first;
        if magic != MAGIC {
            return Err(Error::NotNpy);
        }
        let digits = match (major, minor) {
            (1, 0) => 2,
            (2, 0) => 4,
            _ => return Err(Error::Version(*major, *minor)),
        };
        let mut size = [0; 4];
        let begin = (first.len() + digits) as u64;
        if length < begin {
            return Err(CUT);
        }
        input.read_exact(&mut size[..digits])?;
        let size = u32::from_le_bytes(size);
        let end = begin + u64::from(size);
        if length < end {
            return Err(CUT);
        }
        let mut text = vec![0; size as usize];
        input.read_exact(&mut text)?;
        let text = str::from_utf8(&text).map_err(|_| Error::Header("is not text"))?;
        Ok((Self::parse(text)?, end))
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let mut text = Text(text);
        let (mut kind, mut fortran, mut shape) = (None, None, None);
        text.expect('{', "is not a dictionary")?;
        while !text.skip('}') {
            let key = text.string().ok_or(Error::Header("has a key that is no string"))?;
            text.expect(':', "has a key without a value")?;
            match key {
                "descr" => kind = Some(text.kind()?),
                "fortran_order" => fortran = Some(text.truth()?),
                "shape" => shape = Some(text.shape()?),
                _ => return Err(Error::Header("has a key that the format does not know")),
            }
            if !text.skip(',') {
                text.expect('}', "has a value that does not end")?;
                break;
            }
        }
        if !text.is_empty() {
            return Err(Error::Header("goes on after its dictionary"));
        }
        if fortran.ok_or(Error::Header("has no fortran_order"))? {
            return Err(Error::FortranOrder);
        }
        Ok(Self {
            kind: kind.ok_or(Error::Header("has no descr"))?,
            shape: shape.ok_or(Error::Header("has no shape"))?,
        })
    }
}

/// What is left of a header's text.
struct Text<'a>(&'a str);

impl<'a> Text<'a> {
    fn is_empty(&mut self) -> bool {
        self.0 = self.0.trim_ascii_start();
        self.0.is_empty()
    }

    /// Skips a character if it comes next, after white space.
    fn skip(&mut self, next: char) -> bool {
        self.0 = self.0.trim_ascii_start();
        let rest = self.0.strip_prefix(next);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn expect(&mut self, next: char, otherwise: &'static str) -> Result<(), Error> {
        self.skip(next).then_some(()).ok_or(Error::Header(otherwise))
    }

    /// A string in single or double quotes.
    fn string(&mut self) -> Option<&'a str> {
        let quote = ['\'', '"'].into_iter().find(|&quote| self.skip(quote))?;
        let (string, rest) = self.0.split_once(quote)?;
        self.0 = rest;
        Some(string)
    }

    fn kind(&mut self) -> Result<Kind, Error> {
        if self.skip('[') {
            return Err(Error::Records);
        }
        Kind::parse(self.string().ok_or(Error::Header("has a descr that is no string"))?)
    }

    fn truth(&mut self) -> Result<bool, Error> {
        self.0 = self.0.trim_ascii_start();
        for (word, truth) in [("True", true), ("False", false)] {
            if let Some(rest) = self.0.strip_prefix(word) {
                self.0 = rest;
                return Ok(truth);
            }
        }
        Err(Error::Header("has a fortran_order that is neither True nor False"))
    }

    /// A tuple of sides.
    fn shape(&mut self) -> Result<Vec<u64>, Error> {
        const WRONG: &str = "has a shape that is no tuple of whole numbers";
        let mut shape = Vec::new();
        self.expect('(', WRONG)?;
        while !self.skip(')') {
            self.0 = self.0.trim_ascii_start();
            let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
            let (digits, rest) = self.0.split_at(end);
            shape.push(digits.parse().map_err(|_| Error::Header(WRONG))?);
            self.0 = rest;
            if !self.skip(',') {
                self.expect(')', WRONG)?;
                break;
            }
        }
        Ok(shape)
    }
}

/// A shape as Python writes it: `()`, `(2,)`, `(2, 3)`.
pub(crate) fn shape_text(shape: &[u64]) -> String {
    match shape {
        [side] => format!("({side},)"),
        _ => {
            let sides: Vec<_> = shape.iter().map(u64::to_string).collect();
            format!("({})", sides.join(", "))
        }
    }
}

/// What stands before numbers of a kind in C order, in version 1.0, if its length fits there.
pub(crate) fn text(kind: &str, shape: &str) -> Option<Vec<u8>> {
    let dictionary = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}");
    let begin = MAGIC.len() + 4;
    let end = (begin + dictionary.len() + 1).next_multiple_of(ALIGNMENT);
    let size = u16::try_from(end - begin).ok()?;
    let mut head = MAGIC.to_vec();
    head.extend([1, 0]);
    head.extend(size.to_le_bytes());
    head.extend(dictionary.bytes());
    head.resize(end - 1, b' ');
    head.push(b'\n');
    Some(head)
}
