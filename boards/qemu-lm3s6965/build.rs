fn main() -> std::io::Result<()> {
    lissom_build::link(["link.x", "defmt.x"]);
    lissom_build::memory("memory.x") // the compiler makes the weights
}
