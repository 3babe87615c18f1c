//! Lists the boards, which the folders beside this one are.

use lissom_board::{Board, Memory};
use std::{env, fmt::Write, fs, path::Path, process};

fn main() {
    if let Err(error) = write_boards() {
        println!("cargo::error={error}");
        process::exit(1);
    }
}

fn write_boards() -> Result<(), Box<dyn std::error::Error>> {
    let boards = Board::all(Path::new(".."))?;
    println!("cargo::rerun-if-changed=build.rs");
    for board in &boards {
        // not the folder that they are in, of which Cargo would read every file
        println!("cargo::rerun-if-changed=../{}/Cargo.toml", board.name);
    }
    let mut source = format!("const BOARDS: [(&str, [Budget; 2], u8); {}] = [\n", boards.len());
    for Board { name, memory, learns_in, learning, .. } in boards {
        let [shows, learns] = [memory, learns_in]
            .map(|Memory { flash, ram }| format!("Budget {{ flash: {flash}, ram: {ram} }}"));
        writeln!(source, "    (\"{name}\", [{shows}, {learns}], {learning}),")?;
    }
    source.push_str("];\n");
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("boards.rs"), source)?)
}
