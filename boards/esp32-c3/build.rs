fn main() {
    lissom_build::link(["linkall.x"]);
    lissom_build::network();
}
