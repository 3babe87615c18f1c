#!/usr/bin/env bash
# check.sh [--all]: makes a board of the template for an STM32F405, which no board here has, builds its firmware,
# runs it in QEMU, and compares its hashes with the host's. Every choice is expanded and its format checked; with
# --all the compiler checks one of each chip and display too. Where cargo-generate is installed, what it makes is
# compared with what ../new makes.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for chip in stm32f405rg stm32f411ce nrf52840 rp2040; do
    for display in ST7789 ILI9341 SSD1306 none; do
        board=$chip-${display,,}
        ../new "$work/$board" "chip=$chip" "display=$display" >/dev/null
        cp ../stm32f429-disc1/Cargo.lock "$work/$board/" # the versions that are built already
        rustfmt --check --edition 2024 --config-path ../../rustfmt.toml "$work/$board/src/main.rs"
        [ -z "$(grep -rlE '\{[%{]' "$work/$board")" ] || { echo "$board: a tag is left"; exit 1; }
    done
done
echo "16 boards expanded"

if command -v cargo-generate >/dev/null; then
    cargo generate --path . --name by-generate --destination "$work" --vcs none --no-workspace --silent \
        --define chip=rp2040 --define display=SSD1306 --define side=20 --define lissom=../lissom
    ../new "$work/other/by-generate" chip=rp2040 display=SSD1306 side=20 lissom=../lissom >/dev/null
    diff -r "$work/by-generate" "$work/other/by-generate"
    echo "cargo-generate makes the same"
fi

if ../new "$work/wrong" side=x 2>"$work/refusal" || ! grep -q 'side matches' "$work/refusal"; then
    echo "side=x is not refused"
    exit 1
fi

tools=$PWD/../tools # whose flags the other boards' crates are built with
cd "$work/stm32f405rg-none"
"$tools/build.sh" --no-default-features --features qemu --bin emulated
elf=${CARGO_TARGET_DIR:-target}/thumbv7em-none-eabihf/release/emulated
./qemu.sh "$elf" >"$work/log"
cd - >/dev/null
../tools/check_symbols.py "$elf"
diff <(grep '^hash' "$work/log") <(../tools/host.sh 24)
echo "$(grep -c '^hash' "$work/log") hashes, a new board in QEMU and host: equal"
awk '/^ticks/ { printf "settle netduinoplus2 Cortex-M4F %s %d\n", $2, $3 * 1000 / 168 }' "$work/log"

check=(stm32f405rg-st7789)
[ "${1:-}" != --all ] ||
    check+=(stm32f405rg-ili9341 stm32f411ce-ssd1306 nrf52840-{none,ssd1306,st7789} rp2040-{ssd1306,ili9341})
for board in "${check[@]}"; do
    (cd "$work/$board" && cargo check --release --quiet)
    echo "$board: compiles"
done
