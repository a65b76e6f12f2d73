using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Placement;

/// <summary>Follows the views of the cluster: callers of a silo that died are told, silos that come up are asked who they are.</summary>
internal sealed class DeathWatch(
    IClusterMembershipService membership, MessageCenter messages, SiloReports reports, EngineTurns turns, ILocalSiloDetails silo)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(DeathWatch),
        ServiceLifecycleStage.RuntimeServices,
        _ =>
        {
            turns.Run(WatchAsync);
            return Task.CompletedTask;
        });

    private async Task WatchAsync()
    {
        var known = new Dictionary<SiloAddress, SiloStatus>();
        await foreach (var snapshot in membership.MembershipUpdates)
        {
            foreach (var (address, status) in known.Where(one => one.Key != silo.SiloAddress).OrderBy(one => one.Key).ToArray())
            {
                if (status != SiloStatus.Dead && snapshot.GetSiloStatus(address) is SiloStatus.Dead or SiloStatus.None)
                {
                    messages.SiloDied(address);
                }
            }

            var before = known;
            known = snapshot.Members.Values.ToDictionary(member => member.SiloAddress, member => member.Status);
            if (known.Any(one => one.Value == SiloStatus.Active && before.GetValueOrDefault(one.Key) != SiloStatus.Active))
            {
                reports.Ask();
            }
        }
    }
}
