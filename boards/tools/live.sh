# live.sh: sourced by check-live.sh in a board's folder, whose name is BOARD. Builds the firmware with the
# live retina, as ELF; leaves a picture in WORK and its HASH on the host; LISSOM is the tool.
board=${PWD##*/}
work=$(mktemp -d)
machine=
trap '[ -z "$machine" ] || kill "$machine" 2>/dev/null; rm -rf "$work"' EXIT

side=$(sed -n 's/^side = \([0-9]*\).*/\1/p' Cargo.toml)
# where other boards' firmware of this name, built meanwhile, does not get
../tools/build.sh --features live --bin live -Zunstable-options --artifact-dir "$work"
elf=$work/live
../tools/check_symbols.py "$elf"
lissom=(cargo run --release --quiet --manifest-path ../../Cargo.toml --)
[ -z "${LISSOM:-}" ] || lissom=("$LISSOM") # built already

python3 -c 'import sys; sys.stdout.buffer.write(bytes(max(0, 255 - 9 * abs(3 * r - 2 * c - 9) - 4 * (r - 18) ** 2)
    for r in range(36) for c in range(36)))' >"$work/picture.raw"
hash=$("${lissom[@]}" settle --preset notebook --side "$side" --out "$work/host" \
    --raw "$work/picture.raw" --width 36 --height 36 | awk '/^hash/ { hash = $4 } END { print hash }')
echo "hash of a picture on the host: $hash"

send() { "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" "$@"; }

# Lends the port of the modelled board to the tool, and shows it two pictures.
lend() {
    touch "$work/log"
    ../tools/machine.sh --cable "$board" "$elf" >"$work/log" &
    machine=$!
    until port=$(sed -n 's/^usb //p' "$work/log") && [ -n "$port" ]; do sleep 0.2; kill -0 "$machine"; done
    send "$work/picture.raw" | tee "$work/sent"
    [ "$(grep -c "hash $hash" "$work/sent")" = 2 ]
}

# Begins to send pictures for ever, and goes on when the first was answered.
begin() {
    rm "$work/sent" # the sender begins it anew, some time later
    "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" --repeat >"$work/sent" & # not a shell
    sender=$!
    until [ -s "$work/sent" ]; do sleep 0.2; kill -0 "$sender"; done
}

# Kills the sender, whatever it does; another one is answered.
interrupt() {
    kill -9 "$sender"
    wait "$sender" 2>/dev/null || true
    send | tee "$work/sent"
    grep -q "hash $hash" "$work/sent"
}

# Sends that many frames back to back to the modelled board, a fifth of them damaged; none without a number.
endure() { [ -z "$1" ] || node ../pico/emu/endurance.mjs "$board" "$elf" "$1" "${lissom[@]}"; }

# Lends the port, and kills who sends in the middle of something.
lend_and_kill() {
    lend
    for pause in 0 0.3; do
        begin
        sleep "$pause"
        interrupt
    done
}
