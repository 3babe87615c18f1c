lissom_build::network!(36);

fn main() -> std::io::Result<()> {
    lissom_build::link(["linkall.x"]);
    weights()
}
