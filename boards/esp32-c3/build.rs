fn main() {
    if cfg!(feature = "train") {
        println!("cargo::rerun-if-changed=kept.x");
        lissom_build::link(["linkall.x", "kept.x"]);
    } else {
        lissom_build::link(["linkall.x"]);
    }
    lissom_build::network();
    lissom_build::learner();
}
