using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Limits;

namespace Krewe.Silo.Backends.Runs;

/// <summary>Ends all processes of a run and sees them gone.</summary>
internal sealed class RunKiller(TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Kills what is left of a run and completes when nothing of it lives. A process that a driver holds in the kernel can take
    /// long; its devices are in use until then, so nothing is declared free before. Returns the processes found at first.
    /// </summary>
    public async Task<IReadOnlyList<int>> EndAsync(RunRecord run, CancellationToken cancellationToken = default)
    {
        if (run.BootId != ProcessTable.BootId)
        {
            return [];
        }

        var first = ProcessTable.FindSurvivors(run);
        var pause = FirstPause;
        for (var survivors = first; survivors.Count > 0; survivors = ProcessTable.FindSurvivors(run))
        {
            Cgroup.TryKill(run.Cgroup);
            foreach (var processId in survivors)
            {
                Signals.SendTo(processId, ServerSignal.Kill);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        return first;
    }
}
