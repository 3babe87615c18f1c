lissom_build::network!(32);

fn main() -> std::io::Result<()> {
    lissom_build::memory("memory.x")?;
    lissom_build::link(["link.x", "defmt.x"]);
    weights()
}
