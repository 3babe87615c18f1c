fn main() {
    lissom_build::memory("memory.x");
    lissom_build::link(["link.x", "defmt.x"]);
    lissom_build::network();
    lissom_build::learner();
}
