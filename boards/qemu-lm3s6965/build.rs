fn main() {
    lissom_build::memory("memory.x");
    lissom_build::link(["link.x", "defmt.x"]);
    println!("cargo::rustc-link-arg-bins=--icf=all"); // flash is full: functions of the same code are one
    lissom_build::network();
}
