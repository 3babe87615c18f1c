#!/usr/bin/env bash
# The package as its users get it: packs the crate without a warning and below 300 KB, unpacks it,
# and builds the README's three snippets in a crate outside of the repository that depends on it
# alone: all on this machine, the first two for three chips.
set -euo pipefail
cd "$(dirname "$0")/.."

limit=300000 # bytes
targets=(thumbv6m-none-eabi thumbv7em-none-eabihf riscv32imc-unknown-none-elf)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/package-check
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

base64 -w0 docs/map.gif | cmp - docs/map.gif.base64

cargo publish --dry-run --allow-dirty --package lissom 2>&1 | tee "$work/publish"
# a profile of what only the tool depends on concerns nobody who depends on the crate
if grep -i warning "$work/publish" | grep -vE 'aborting upload due to dry run|profile package spec'; then
    echo 'cargo publish warns' >&2
    exit 1
fi
cargo package --quiet --no-verify --allow-dirty --package lissom
package=$(echo "$CARGO_TARGET_DIR"/package/lissom-*.crate)
bytes=$(stat -c %s "$package")
echo "package: $bytes bytes, of at most $limit"
((bytes <= limit))
mkdir "$work/lissom"
tar xzmf "$package" -C "$work/lissom" --strip-components 1 # new to cargo by their times

# the documentation shows the picture without any other file
(cd "$work/lissom" && cargo doc --quiet --no-deps --all-features)
page=$CARGO_TARGET_DIR/doc/lissom/index.html
grep -q '<img src="data:image/gif;base64,' "$page"
if grep -o '<img src="[^d][^"]*"' "$page" | grep -v static.files; then
    echo 'the documentation has a picture that is not in it' >&2
    exit 1
fi

# a user's crate: snippet 1 and 2 are its library, 3 its program
mkdir -p "$work/user/src/bin"
cd "$work/user"
awk '/^```rust$/ { n++; inside = 1; next } /^```$/ { inside = 0 }
    inside { print >("snippet" n ".rs") }' ../lissom/README.md
[ "$(ls snippet*.rs | wc -l)" = 3 ]
mv snippet1.rs snippet2.rs src/
mv snippet3.rs src/bin/computer.rs
cat >Cargo.toml <<'END'
[package]
name = "user"
version = "0.0.0"
edition = "2024"

[features]
alloc = ["lissom/alloc"]

[dependencies]
embedded-graphics = "0.8"
lissom = { path = "../lissom" }

[[bin]]
name = "computer"
required-features = ["alloc"]
END
printf '#![no_std]\npub mod snippet1;\npub mod snippet2;\n' >src/lib.rs
cat >src/bin/settle.rs <<'END'
fn main() {
    let mut state = user::snippet1::map::State::new();
    println!("activity in the middle: {}", user::snippet1::settle(&mut state));
}
END
cp "$OLDPWD/Cargo.lock" . # the versions that were tested
cargo run --quiet --bin settle
cargo run --quiet --features alloc --bin computer
for target in "${targets[@]}"; do
    cargo build --quiet --lib --target "$target"
    echo "built for $target"
done
