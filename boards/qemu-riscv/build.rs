fn main() {
    lissom_build::memory("memory.x");
    lissom_build::link(["memory.x", "link.x", "defmt.x"]); // riscv-rt's link.x uses the regions
    lissom_build::network();
    lissom_build::learner();
}
