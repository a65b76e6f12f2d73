using System.Runtime.InteropServices;

namespace Krewe.Silo.Backends.Launching;

/// <summary>kill(2), for what the pipe to the supervisor cannot do: when the supervisor itself is gone.</summary>
internal static partial class Signals
{
    /// <summary>Sends a signal to one process; false when there is none or it is not ours.</summary>
    public static bool SendTo(int processId, ServerSignal signal) => processId > 1 && Kill(processId, (int)signal) == 0;

    /// <summary>Sends a signal to every process of a group; false when it has none.</summary>
    public static bool SendToGroup(int groupId, ServerSignal signal) => groupId > 1 && Kill(-groupId, (int)signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
