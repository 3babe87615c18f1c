fn main() {
    lissom_build::memory("memory.x");
    lissom_build::link(["link.x", "link-rp.x"]); // the second is embassy-rp's: the loader's second stage
    lissom_build::network();
    lissom_build::learner();
}
