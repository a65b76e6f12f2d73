namespace Krewe.Testing.Postgres;

/// <summary>
/// The shell that stands between the test process and the server. Standard input is a pipe whose other end only the test process has:
/// when it closes, the test process is gone, and the server with its data goes too. Arguments: the directory to remove then, the command.
/// </summary>
internal static class PostgresSupervisor
{
    public const string Announcement = "server process ";

    public const string Script = """
        trap '' INT HUP TERM
        directory=$1; shift
        "$@" </dev/null &
        server=$!
        echo "server process $server"
        exec 3<&0
        (
          trap - TERM
          while read -r _; do :; done
          : > "$directory/abandoned"
          for process in $(cat "/proc/$server/task/$server/children") "$server"; do kill -CONT "$process"; done
          kill -QUIT "$server"
        ) <&3 2>/dev/null &
        watcher=$!
        exec 3<&-
        wait "$server"
        code=$?
        if [ -e "$directory/abandoned" ]; then rm -rf "$directory"; else kill "$watcher"; fi
        exit "$code"
        """;
}
