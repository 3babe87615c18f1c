lissom_build::network!(25);

fn main() -> std::io::Result<()> {
    lissom_build::memory()?;
    lissom_build::link(["link.x", "defmt.x"]);
    weights()
}
