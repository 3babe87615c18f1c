//! A server of a folder's files.

use flate2::{Compression, write::GzEncoder};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};
use tiny_http::{Header, Request, Response, Server};

/// A file of the folder, as it is sent.
struct File {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
    /// Packed by gzip, where that makes it smaller.
    packed: Option<Vec<u8>>,
}

impl File {
    fn new(name: String, bytes: Vec<u8>) -> io::Result<Self> {
        let kind = kind(&name);
        let packed = (kind != PACKED).then(|| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&bytes)?;
            encoder.finish()
        });
        Ok(Self { packed: packed.transpose()?, name, kind, bytes })
    }

    fn answer(&self, request: &Request) -> Response<io::Cursor<Vec<u8>>> {
        let takes = |header: &Header| {
            header.field.equiv("Accept-Encoding") && header.value.as_str().contains("gzip")
        };
        let packed = self.packed.as_ref().filter(|_| request.headers().iter().any(takes));
        let response = Response::from_data(packed.unwrap_or(&self.bytes).as_slice());
        let kind = Header::from_bytes("Content-Type", self.kind);
        let encoding = packed.map(|_| Header::from_bytes("Content-Encoding", "gzip"));
        let headers = kind.into_iter().chain(encoding.into_iter().flatten());
        headers.fold(response, Response::with_header)
    }
}

/// Serves the files of a folder until it is ended.
///
/// # Errors
///
/// Where the address is taken, or the folder cannot be read.
pub fn serve(folder: &Path, at: &str) -> Result<(), String> {
    let read = |error: io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(read)? {
        let path = entry.map_err(read)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push(File::new(name, fs::read(&path).map_err(read)?).map_err(read)?);
    }
    let server = Server::http(at).map_err(|error| format!("{at}: {error}"))?;
    println!("http://{at}/ has the page; Ctrl-C ends it");
    for request in server.incoming_requests() {
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        let name = match path.trim_start_matches('/') {
            "" => "index.html",
            name => name,
        };
        // whoever has asked may be gone: the next one may not
        let _ = match files.iter().find(|file| file.name == name) {
            Some(file) => {
                let response = file.answer(&request);
                request.respond(response)
            }
            None => request.respond(Response::from_string("not here").with_status_code(404)),
        };
    }
    Ok(())
}

/// The media type of what is packed already.
const PACKED: &str = "application/octet-stream";

/// The media type of a file.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("webmanifest") => "application/manifest+json; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => PACKED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_already_stays() {
        let file = |name: &str| File::new(name.to_owned(), vec![b'a'; 1000]).unwrap();
        let script = file("main.js");
        assert_eq!(script.kind, "text/javascript; charset=utf-8");
        assert!(script.packed.is_some_and(|packed| packed.len() < 100));
        let module = file("lissom.wasm.lzma");
        assert_eq!((module.kind, module.packed), (PACKED, None));
    }
}
