fn main() {
    let armv8 = std::env::var("TARGET").is_ok_and(|target| target.starts_with("thumbv8m"));
    lissom_build::memory(if armv8 { "memory-v8m.x" } else { "memory-v7m.x" });
    lissom_build::link(["link.x", "defmt.x"]);
    lissom_build::network();
    lissom_build::learner();
}
