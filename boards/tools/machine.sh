#!/usr/bin/env bash
# machine.sh BOARD ELF [OPTIONS]: tools/run.py with the packages that it needs, which are installed into
# target/python/ the first time. machine.sh --test: the machine's own tests. machine.sh --remote or
# --cable BOARD ELF: tools/remote.py, tools/cable.py.
set -euo pipefail
tools=$(cd "$(dirname "$0")" && pwd)
python=$tools/../../target/python
if ! cmp -s "$tools/requirements.txt" "$python/installed"; then
    python3 -m venv --clear "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check --requirement "$tools/requirements.txt"
    cp "$tools/requirements.txt" "$python/installed"
fi
if [ "$1" = --test ]; then
    cd "$tools" && exec "$python/bin/python" -B -m unittest discover --quiet --start-directory tests
fi
program=run
case $1 in --remote | --cable)
    program=${1#--}
    shift
    ;;
esac
exec "$python/bin/python" -B "$tools/$program.py" "$@"
