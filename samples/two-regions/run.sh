#!/usr/bin/env bash
# Two regions of two silos with simulated GPUs over one PostgreSQL, all on this machine: load, a defragmentation, a drained host, a lost region and its
# return. Usage and explanation: README.md beside this file.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
configuration=Release
build=yes
once=
short=

while [ $# -gt 0 ]; do
    case $1 in
        --once) once=yes ;;
        --short) once=yes; short=yes ;;
        --no-build) build= ;;
        --configuration) configuration=$2; shift ;;
        *) echo "usage: $0 [--once] [--short] [--no-build] [--configuration NAME]" >&2; exit 2 ;;
    esac
    shift
done

# shellcheck source=../cluster/common.sh
. "$here/../cluster/common.sh"

say() { printf '\n== %s\n' "$*"; }
console() { dotnet "$krewe" "$@"; }
at_eu() { console "$@" --url "$(address eu-1)" --data "$work/data-eu-1"; }
at_us() { console "$@" --url "$(address us-1)"; }

# Waits until what a command prints has a line that fits.
until_shown() { # SECONDS WHAT PATTERN COMMAND...
    local patience=$1 what=$2 pattern=$3
    shift 3
    for _ in $(seq 1 "$patience"); do
        ! "$@" 2>/dev/null | grep -qE "$pattern" || return 0
        sleep 1
    done
    at_eu migrations >&2 || true
    at_us events --limit 40 >&2 || true
    fail "not within $patience s: $what" "$work/us-1"
}

# --- two silos in each region, with one simulated GPU each; on one machine each needs a name, a data directory and ports of its own
printf 'simulated:\n  - {count: 1, class: l4}\n' >"$work/devices.yaml"
declare -A process
launch() { # HOST REGION
    start TERM "$work/$1" dotnet "$silo/Krewe.Silo.dll" --database-file "$work/database" --data "$work/data-$1" --host "$1" --region "$2" --devices "$work/devices.yaml" \
        --urls http://127.0.0.1:0 --silo-port 0 --gateway-port 0 --probe-timeout 1 --cpu 4 --memory 2GiB --samples false
    silos+=($!)
    process[$1]=$!
}
for host in us-1 us-2 eu-1 eu-2; do launch "$host" "${host%-*}"; done
for host in us-1 us-2 eu-1 eu-2; do
    await "$work/$host" '^ready in ' "${process[$host]}"
    echo "silo $host: process ${process[$host]}, $(address "$host")"
done
echo "beside this, in another terminal: dotnet $krewe top --url $(address us-1)"

# --- models at home in eu: one that may be executed in us, and one that may not
model() { # NAME CLASS REPLICAS COMPUTE FURTHER
    cat <<MODEL
kind: model
name: $1
region: eu
class: $2
replicas: $3
timeout: 30s
$5
resources: {cpu: 0.2, memory: 128MiB, devices: {count: 1, memory: 1GiB, compute: $4}}
backend:
  command: dotnet
  directory: $silo/models/digits
  arguments: [Digits.Server.dll, --port, "{port}"]
  startup_timeout: 60s
---
MODEL
}
say "digits may be executed in us, private may not"
{ model digits critical 2 0.3 'regions: {allow: [us]}'; model private standard 1 0.2 ''; model small batch 1 0.2 ''; } >"$work/models.yaml"
at_eu apply "$work/models.yaml" --wait 2m

without_large() { at_eu models | grep -q large || echo gone; }

# --- load on a front of each region; what fails is counted
load() { # HOST
    local url
    url=$(address "$1")/v2/models/digits/infer
    while [ -e "$work/load" ]; do
        if curl -sS --fail -m 40 -o "$work/answer-$1" "$url" -d @"$root/samples/digits/three.json" 2>>"$work/load-$1.errors"; then echo ok; else echo failed; fi
        sleep 0.2
    done >>"$work/load-$1"
}
touch "$work/load"
load eu-1 & loads=($!)
load us-1 & loads+=($!)
silos+=("${loads[@]}")
counts() { # HOST
    echo "front $1: $(grep -c ok "$work/load-$1" || true) answered, $(grep -c failed "$work/load-$1" || true) failed"
}

if [ -z "$short" ]; then
    say "a defragmentation: two small replicas stand on two GPUs, and a model that needs 70 % of one finds none; one of them moves"
    host_of() { at_eu replicas | awk -v replica="$1" '$1 == replica { print $6 }'; }
    if [ "$(host_of small/0)" = "$(host_of private/0)" ]; then
        [ "$(host_of private/0)" = eu-1 ] && other=eu-2 || other=eu-1
        at_eu migrate small/0 --to "$other"
    fi
    model large standard 1 0.7 '' >"$work/large.yaml"
    at_eu apply "$work/large.yaml" || true # it finds no place at once, and says why
    until_shown 120 "large has its place" '^large .* 1/1' at_eu models
    at_eu migrations
    at_eu delete large
    until_shown 60 "large is gone" '^gone$' without_large
fi

say "a host is drained, and comes back"
at_eu drain eu-2
at_eu undrain eu-2
counts eu-1
counts us-1

say "region eu is lost: both of its silos are killed"
kill -KILL "${process[eu-1]}" "${process[eu-2]}"
began=$(date +%s%N)
until_shown 60 "digits is served in us" 'replica.ready .*digits@us' at_us events --limit 200
echo "digits is served in us $((($(date +%s%N) - began) / 1000000)) ms after the loss, looking each second included"
answer=$(curl -sS --fail-with-body -m 60 "$(address us-1)/v2/models/digits/infer" -d @"$root/samples/digits/three.json") || fail "digits: $answer"
echo "a front in us answers for digits"
answer=$(curl -sS -m 60 "$(address us-1)/v2/models/private/infer" -d @"$root/samples/digits/three.json")
case $answer in *KRW1121*) echo "and refuses private: $answer" ;; *) fail "private may be in eu only, and yet: $answer" ;; esac
until_shown 30 "requests executed elsewhere are told" 'requests\.elsewhere' at_us events --limit 200
at_us events --limit 200 | grep -E 'region\.|model\.(spread|short)|requests\.(elsewhere|kept)' | tail -n 8

if [ -z "$short" ]; then
    say "region eu comes back: requests return little by little"
    for host in eu-1 eu-2; do launch "$host" eu; done
    for host in eu-1 eu-2; do await "$work/$host" '^ready in ' "${process[$host]}"; done
    until_shown 150 "nothing of digits is left in us" 'no replica of model default/digits@us any more' at_us events --limit 200
    at_us events --limit 200 | grep -E 'region\.returned|model\.(spread|returning)' | tail -n 4
fi

rm "$work/load"
wait "${loads[@]}"
say "what callers saw"
echo "the front in eu-1 died with its region; its callers went nowhere else"
counts us-1
failed=$(grep -c failed "$work/load-us-1" || true)
[ "$failed" -eq 0 ] || { tail -n 5 "$work/load-us-1.errors" >&2; fail "$failed requests to the front in us failed, and digits may be executed there" "$work/us-1"; }

if [ -z "$once" ]; then
    console status --url "$(address us-1)"
    echo "running; Ctrl+C stops"
    setpriv --pdeathsig=TERM sleep infinity &
    silos+=($!)
    wait $!
fi
