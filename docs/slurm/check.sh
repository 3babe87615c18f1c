#!/bin/sh
# Proves that an array of Slurm tasks, of which two are cancelled and submitted again, collects the
# bytes that one computer alone collects. As root on Debian, with a Slurm of one node of its own:
#
#   apt-get install slurm-wlm munge
#   cargo build --release -p lissom-host
#   docs/slurm/check.sh target/release/lissom
#
# It listens on localhost, keeps everything in a temporary folder, and leaves nothing running.
set -eu
lissom=$(realpath "${1:?where the tool lissom is}")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
cd "$work"

started=""
finish() {
    for process in $started; do kill "$process" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap finish EXIT

# a Slurm of one node
node=$(hostname -s)
mkdir munge spool state
chmod 700 munge
dd if=/dev/urandom of=munge/key bs=1024 count=1 2>/dev/null
chmod 400 munge/key
munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" \
    --pid-file="$work/munge/pid" --log-file="$work/munge/log" --seed-file="$work/munge/seed" 2>munged.out &
started="$!"
cat >slurm.conf <<CONF
ClusterName=lissom
SlurmctldHost=$node(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CryptoType=crypto/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
KillWait=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=$node Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
sleep 1
slurmctld -D -c -i 2>/dev/null &
started="$started $!"
slurmd -D -c 2>slurmd.out &
started="$started $!"
until sinfo -h -o %T 2>/dev/null | grep -q idle; do sleep 1; done

# one computer alone
cp "$here/grid.toml" .
"$lissom" sweep grid.toml --out alone
"$lissom" sweep grid.toml --out alone --collect alone.csv

# the array: of its tasks one is cancelled as it runs, and one as it waits
last=$("$lissom" sweep grid.toml --list | sed -n 's/^sbatch --array=0-\([0-9]*\).*/\1/p')
task="$lissom sweep grid.toml --out tasks --quiet"
job=$(sbatch --parsable --chdir "$work" --array="0-$last" --output=/dev/null --wrap "$task")
until running=$(squeue -h -r -j "$job" -t RUNNING -o %K | head -n 1) && [ -n "$running" ]; do
    sleep 0.1
done
scancel --signal=KILL "${job}_$running" || true
scancel "${job}_$running" "${job}_$last"
echo "cancelled: $running as it ran, $last as it waited"
ended() { [ -z "$(squeue -h -j "$1" 2>/dev/null)" ]; }
until ended "$job"; do sleep 1; done
missing=$("$lissom" sweep grid.toml --out tasks --missing)
echo "missing: $missing"
[ -n "$missing" ]
again=$(sbatch --parsable --chdir "$work" --array="$missing" --output=/dev/null --wrap "$task")
until ended "$again"; do sleep 1; done
"$lissom" sweep grid.toml --out tasks --collect tasks.csv
cmp alone.csv tasks.csv
echo "the same $(wc -c <alone.csv) bytes of $((last + 1)) experiments: $(sha256sum <tasks.csv | cut -c 1-16)"
