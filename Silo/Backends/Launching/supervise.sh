# Runs one model server so that it never outlives its silo. Why each line is as it is: docs/launcher.md.
# Called as: sh -c TEXT SHELL CGROUP DATA_LIMIT_KB COMMAND [ARGUMENT...]; the first line of output is the server's pid.
set -m 2>/dev/null
case $- in *m*) own= ;; *) own=setsid ;; esac
trap '' HUP INT QUIT TERM
exec 3<&0 </dev/null
(
    trap - HUP INT QUIT TERM
    exec $own "$0" -c '
        echo "$$"
        [ -z "$1" ] || echo 0 >"$1/cgroup.procs" || exit 125
        [ "$2" = 0 ] || ulimit -d "$2" || exit 125
        shift 2
        exec "$@"' model-server "$@"
) 3<&- &
server=$!
(
    exec $own "$0" -c '
        end() {
            [ -z "$2" ] || echo 1 >"$2/cgroup.kill"
            kill -s KILL "$1"
            kill -s KILL -- "-$1"
        }
        ( while read -r signal; do kill -s "$signal" -- "-$1"; done; end "$@" )
        end "$@"' model-server-guard "$server" "$1"
) <&3 3<&- >/dev/null 2>&1 &
guard=$!
exec 3<&- >/dev/null 2>&1
set +m
wait "$server"
status=$?
kill -s KILL "$guard"
kill -s KILL -- "-$guard"
kill -s KILL -- "-$server"
exit "$status"
