using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>
/// On stop, after the grains have ended and before the silo leaves: waits until the others have said that they know, and sends on what they still
/// send here. Their word comes after what they had sent before it, so nothing is on the way any more; calls would else fail with the silo.
/// </summary>
internal sealed class Farewell(ClusterView cluster, EngineClock clock, EngineTurns turns, IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>For calls that a silo was just sending when it looked into the table.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);

    /// <summary>How long those that do not answer may take to find out otherwise.</summary>
    private static readonly TimeSpan LongLinger = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(Farewell), ServiceLifecycleStage.GrainDirectoryShutdown, static _ => Task.CompletedTask, SayAsync);

    private async Task SayAsync(CancellationToken cancellationToken)
    {
        var others = cluster.Active.Where(silo => silo != cluster.Local).ToArray();
        if (others.Length > 0)
        {
            var know = await turns.RunAsync(() => Task.WhenAll(others.Select(TellAsync))).WaitAsync(cancellationToken);
            await Task.Delay(Array.TrueForAll(know, static knows => knows) ? Linger : LongLinger, clock.Grains, cancellationToken);
        }
    }

    private async Task<bool> TellAsync(SiloAddress silo)
    {
        try
        {
            await services.GetRequiredService<IGrainFactory>().GetGrain<ISiloControl>(SiloControl.On(silo)).Leaving(cluster.Local).WaitAsync(Patience, clock.Grains);
            return true;
        }
        catch (Exception)
        {
            return false; // It is gone itself, or of a build that does not know the question.
        }
    }
}
