#!/usr/bin/env bash
# cargo's runner: run.sh ELF [test options]
# Runs the tests in an ELF on the board BOARD, by default the first of its target in boards.txt.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fail() {
    echo "run.sh: $*" >&2
    exit 2
}
elf=$1
target=$(basename "$(dirname "$(dirname "$(dirname "$elf")")")") # TARGET/PROFILE/deps/ELF
boards=$(awk -v target="$target" '$2 == target {print $1}' "$here/boards.txt")
[ -n "$boards" ] || fail "no board in boards.txt for $target"
board=${BOARD:-$(head -n 1 <<<"$boards")}
if ! grep -qxF -- "$board" <<<"$boards"; then
    wants=$(awk -v board="$board" '$1 == board {print $2}' "$here/boards.txt")
    [ -z "$wants" ] || fail "board $board takes --target $wants, not $target"
    fail "unknown board $board; there are:" $(awk '!/^#/ {print $1}' "$here/boards.txt")
fi
exec embedded-test-qemu-runner --qemu "$(printf '%q' "$here/qemu.sh") $board" "$@"
