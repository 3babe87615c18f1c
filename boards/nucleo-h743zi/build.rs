fn main() {
    let learns = cfg!(feature = "train");
    lissom_build::memory(if learns { "memory/train.x" } else { "memory/show.x" });
    lissom_build::link(["link.x", "defmt.x"]);
    lissom_build::network();
    lissom_build::learner();
}
