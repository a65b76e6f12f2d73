using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace Krewe.Conformance.Tests.Support;

/// <summary>A cluster of three silos that lives as long as the tests that share it.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private static int _keys;

    private InProcessTestCluster? _cluster;

    public InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster does not run.");

    /// <summary>The way in from outside.</summary>
    public IGrainFactory Client => Cluster.Client;

    /// <summary>A key that no other test uses.</summary>
    public static string NewKey() => $"k{Interlocked.Increment(ref _keys)}";

    /// <summary>A grain that no other test uses, seen from outside.</summary>
    public T New<T>() where T : IGrainWithStringKey => Client.GetGrain<T>(NewKey());

    /// <summary>A grain that no other test uses, activated on that silo, by the hint that every placement honours.</summary>
    public async Task<T> PlaceAsync<T>(SiloAddress silo, Func<T, Task> firstCall) where T : IGrainWithStringKey
    {
        var grain = New<T>();
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        await firstCall(grain);
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        return grain;
    }

    /// <summary>Ends the activation of a grain, and waits until it has ended.</summary>
    public async Task DeactivateAsync(IAddressable grain)
    {
        if (Cluster.TryGetGrainContext(grain.GetGrainId(), out var context))
        {
            context!.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "a test asked for it"));
            await context.Deactivated.Soon();
        }
    }

    /// <summary>The way in from a silo.</summary>
    public IGrainFactory From(int silo) => Cluster.Silos[silo].ServiceProvider.GetRequiredService<IGrainFactory>();

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.AssumeHomogenousSilosForTesting = false;
        builder.ConfigureSilo((options, silo) => SharedSilo.Configure(options, silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
