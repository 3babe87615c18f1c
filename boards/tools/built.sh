#!/usr/bin/env bash
# built.sh BOARD CORE SIDE TARGET: run in the folder of a board that is not emulated; builds it, and ends with
# its row for table.py.
set -euo pipefail
"$(dirname "$0")/build.sh"
echo "row $1 $2 notebook-$3 ${CARGO_TARGET_DIR:-target}/$4/release/$1 - - -"
