# What the samples with several silos have in common: programs, a PostgreSQL of their own, silos as processes, and the end of all of it.
# Sourced by run.sh of a sample, which has set root, configuration and build.

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb || true)")
[ -x "$programs/initdb" ] || { echo "PostgreSQL is not installed: on Debian, apt-get install postgresql" >&2; exit 1; }
command -v setpriv >/dev/null || { echo "setpriv is not installed: on Debian it is in util-linux" >&2; exit 1; }

# The server refuses to run as root; Debian's package made it a user.
as_user=()
[ "$(id -u)" != 0 ] || as_user=(--reuid=postgres --regid=postgres --init-groups)

if [ -n "$build" ]; then
    dotnet build "$root/Silo" -c "$configuration" -v q -nodeReuse:false >&2
    dotnet build "$root/Console" -c "$configuration" -v q -nodeReuse:false >&2
fi
silo=$root/Silo/bin/$configuration/net10.0
krewe=$root/Console/bin/$configuration/net10.0/Krewe.Console.dll


work=$(mktemp -d "${TMPDIR:-/tmp}/krewe-sample-XXXXXX")
silos=()
server=

stop() {
    trap - EXIT INT TERM HUP
    echo "stopping"
    [ ${#silos[@]} = 0 ] || kill -TERM "${silos[@]}" 2>/dev/null || true
    for process in "${silos[@]}"; do wait "$process" 2>/dev/null || true; done
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
    echo "stopped, nothing is left"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

fail() {
    echo "$1" >&2
    shift
    [ $# = 0 ] || tail -n 20 "$@" >&2
    exit 1
}

# Waits until a line of a file begins with a word; the process that writes it must live.
await() { # FILE BEGINNING PROCESS
    for _ in $(seq 1 1200); do
        if line=$(grep -m1 "$2" "$1" 2>/dev/null); then return 0; fi
        kill -0 "$3" 2>/dev/null || fail "process $3 ended before '$2' came" "$1" "$1.errors"
        sleep 0.1
    done
    fail "'$2' did not come within two minutes" "$1" "$1.errors"
}

# A process group of its own, so that Ctrl+C reaches this script alone and it stops things in order; ended by the system should this script be killed.
start() { # SIGNAL OUTPUT COMMAND...
    local signal=$1 output=$2
    shift 2
    setsid setpriv --pdeathsig="$signal" "$@" </dev/null >"$output" 2>"$output.errors" &
}

# --- PostgreSQL: a data directory of its own, on loopback, with a password that only this run knows
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
mkdir "$work/postgres"
printf '%s\n' "$password" >"$work/password"
if [ "$(id -u)" = 0 ]; then
    chmod 711 "$work"
    chown postgres "$work/postgres" "$work/password"
fi
setpriv "${as_user[@]}" --pdeathsig=KILL "$programs/initdb" --pgdata "$work/postgres" --username krewe --pwfile "$work/password" \
    --auth scram-sha-256 --encoding UTF8 --locale C --no-sync >"$work/initdb" 2>&1 || fail "initdb failed" "$work/initdb"
rm "$work/password"
for _ in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM % 12000))
    start QUIT "$work/server" "${as_user[@]}" "$programs/postgres" -D "$work/postgres" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
        -c shared_buffers=32MB -c max_connections=200
    server=$!
    for _ in $(seq 1 300); do
        ! grep -q 'ready to accept connections' "$work/server.errors" || break 2
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
done
kill -0 "$server" 2>/dev/null || fail "PostgreSQL did not start" "$work/server.errors"

# The connection string has the password: a file that only this user can read, and nothing on a command line.
(umask 077; echo "Host=127.0.0.1;Port=$port;Database=postgres;Username=krewe;Password=$password" >"$work/database")
echo "PostgreSQL on 127.0.0.1:$port"
dotnet "$silo/Krewe.Silo.dll" --database-file "$work/database" --migrate

address() { # HOST
    sed -n 's/^inference *//p' "$work/$1" | head -n 1
}
