using Krewe.Backends;
using Krewe.Grains.Backends;
using Krewe.Silo.Backends.Runs;

namespace Krewe.Silo.Devices;

/// <summary>Tells the processes of this silo's model servers from those of strangers.</summary>
internal sealed class ServerProcesses(IBackendManager backends)
{
    /// <summary>The leaders of the model servers that run.</summary>
    public IReadOnlySet<int> Leaders() => backends.List()
        .Where(status => status is { State: not BackendState.Exited, ProcessId: not null })
        .Select(status => status.ProcessId!.Value)
        .ToHashSet();

    /// <summary>Whether a process is a leader, or of its group.</summary>
    public static bool IsOurs(int processId, IReadOnlySet<int> leaders) =>
        leaders.Contains(processId) || (ProcessTable.Find(processId) is { } stat && leaders.Contains(stat.GroupId));
}
