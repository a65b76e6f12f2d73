using Krewe.Runtime.Placement;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>
/// On stop, after the grains have ended and before the silo leaves: waits until the others know that it is going, and sends on what they still
/// send here. Calls that were on the way would else fail with it.
/// </summary>
internal sealed class Farewell(ClusterView cluster, EngineClock clock) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(500);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(Farewell),
        ServiceLifecycleStage.GrainDirectoryShutdown,
        static _ => Task.CompletedTask,
        token => cluster.Active.Any(silo => silo != cluster.Local) ? Task.Delay(Time, clock.Grains, token) : Task.CompletedTask);
}
