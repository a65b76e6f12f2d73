using Krewe.Models;
using Krewe.Naming;

namespace Krewe.Grains.Models;

/// <content>Replicas whose place another one takes while both are there.</content>
internal sealed partial class ModelGrain
{
    /// <summary>How long a replica gets no requests after a switch that is not told again.</summary>
    private static readonly TimeSpan SwitchWearsOff = TimeSpan.FromSeconds(5);

    public Task<int> SwitchAsync(ReplicaId from, ReplicaId? to)
    {
        if (!_replicas.TryGetValue(from, out var leaving))
        {
            return Task.FromResult(0);
        }

        var now = time.GetUtcNow();
        leaving.Leave(now + SwitchWearsOff);
        if (leaving.Kept > 0)
        {
            CallBack(now); // a front that keeps slots of it would go on sending
        }

        if (to is { } successor && _replicas.TryGetValue(successor, out var next))
        {
            next.Inherit(leaving);
        }

        return Task.FromResult(leaving.Running);
    }
}
