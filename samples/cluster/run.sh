#!/usr/bin/env bash
# Three silos in two regions over one PostgreSQL, all on this machine: serves the digits model from each, shows the cluster, stops all of it.
# Usage and explanation: README.md beside this file.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
configuration=Release
build=yes
once=

while [ $# -gt 0 ]; do
    case $1 in
        --once) once=yes ;;
        --no-build) build= ;;
        --configuration) configuration=$2; shift ;;
        *) echo "usage: $0 [--once] [--no-build] [--configuration NAME]" >&2; exit 2 ;;
    esac
    shift
done

# shellcheck source=common.sh
. "$here/common.sh"

# --- three silos; on one machine each needs a name, a data directory and ports of its own
launch() { # HOST REGION ZONE
    start TERM "$work/$1" dotnet "$silo/Krewe.Silo.dll" --database-file "$work/database" --data "$work/data-$1" --host "$1" --region "$2" --zone "$3" \
        --urls http://127.0.0.1:0 --silo-port 0 --gateway-port 0 --probe-timeout 1 --cpu 2 --memory 1GiB
    silos+=($!)
}
launch eu-1 eu a
launch eu-2 eu b
launch us-1 us a
index=0
for host in eu-1 eu-2 us-1; do
    await "$work/$host" '^ready in ' "${silos[$index]}"
    echo "silo $host: process ${silos[$index]}, $(address "$host")"
    index=$((index + 1))
done

# --- the digits in both regions: two replicas in one, one in the other
for region in eu us; do
    replicas=1
    [ "$region" = us ] || replicas=2
    # The deadline of requests is longer than on machines that have one silo each and nothing else to do.
    sed -e "s/^replicas: .*/replicas: $replicas\nregion: $region/" -e 's/^timeout: .*/timeout: 30s/' -e "s#^  command: .*#  command: dotnet\n  directory: $silo/models/digits#" \
        "$root/samples/digits/digits.yaml" >"$work/digits-$region.yaml"
    dotnet "$krewe" apply "$work/digits-$region.yaml" --url "$(address eu-1)" --data "$work/data-eu-1" --wait 2m
done

for host in eu-1 eu-2 us-1; do
    answer=$(curl -sS --fail-with-body -m 60 "$(address "$host")/v2/models/digits/infer" -d @"$root/samples/digits/three.json") || fail "silo $host: $answer"
    label=$(printf '%s' "$answer" | grep -o '"name":"label"[^}]*"data":\[[0-9]*\]' | grep -o '[0-9]*\]$' | tr -d ']')
    echo "silo $host says: the digit is a ${label:-unknown}"
    [ "$label" = 3 ] || fail "that is wrong: $answer"
done

echo
dotnet "$krewe" status --url "$(address us-1)"
echo

if [ -z "$once" ]; then
    echo "running; Ctrl+C stops"
    setpriv --pdeathsig=TERM sleep infinity &
    silos+=($!)
    wait $!
fi
