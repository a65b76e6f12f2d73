using System.Collections.Concurrent;
using Krewe.Runtime.Activations;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.GrainDirectory;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Directory;

/// <summary>
/// Several silos: what the cache says if that silo serves, else what the directory says if that silo lives, else a new place. Looking up and
/// placing run in the engine's own turns, where no grain's context is; calls to one grain at the same time share one search.
/// </summary>
internal sealed class ClusterGrainLocator(
    GrainClasses classes,
    IGrainDirectory directory,
    PlacementManager placement,
    ClusterView cluster,
    EngineTurns turns,
    EngineClock clock,
    EngineMetrics metrics,
    ClientLocator clients,
    IServiceProvider services) : IGrainLocator
{
    /// <summary>How long the directory may take before the other silos are asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lazy<IGrainFactory> _grains = new(services.GetRequiredService<IGrainFactory>); // late: calls pass through here
    private readonly LocationCache _cache = new(capacity: 1_000_000);
    private readonly ConcurrentDictionary<GrainId, Task<SiloAddress>> _searches = new();

    public ValueTask<SiloAddress> LocateAsync(Message message)
    {
        var grainId = message.Target;
        if (SiloControl.SiloOf(grainId) is { } named)
        {
            return new(named);
        }

        if (ClientIds.IsClient(grainId))
        {
            return clients.LocateAsync(grainId);
        }

        if (classes.Find(grainId.Type) is not { } info || info.Placement is StatelessWorkerPlacement)
        {
            return new(cluster.Local); // Where a class is not known, the catalog says so.
        }

        if (!info.Placement.IsUsingGrainDirectory)
        {
            return new(turns.RunAsync(() => placement.PlaceAsync(info, TargetOf(info, message))));
        }

        metrics.DirectoryCacheLookups.Add(1);
        if (_cache.Find(grainId) is { } silo && (silo == cluster.Local || cluster.IsActive(silo)))
        {
            metrics.DirectoryCacheHits.Add(1);
            return new(silo);
        }

        return new(SearchAsync(info, message));
    }

    public void Moved(GrainId grainId, SiloAddress from, SiloAddress to)
    {
        if (ClientIds.IsClient(grainId))
        {
            clients.Moved(grainId, to);
        }
        else if (_cache.Find(grainId) is not { } known || known == from)
        {
            _cache.Set(grainId, to);
        }
    }

    public void Registered(GrainAddress address) => _cache.Set(address.GrainId, address.SiloAddress!);

    public void Unregistered(GrainAddress address) => _cache.Remove(address.GrainId, address.SiloAddress!);

    /// <summary>What the director is given. The call's values are copied: the director may be anybody's.</summary>
    private static PlacementTarget TargetOf(GrainClassInfo info, Message message) => new(
        GrainId.Create(info.GrainType, message.Target.Key), // what came in a message has a copy of the type of its own, which need not be kept
        message.Context?.Entries is { } entries ? new Dictionary<string, object>(entries) : null!,
        GrainInterfaceType.Create(message.Method?.InterfaceName ?? string.Empty),
        0);

    private Task<SiloAddress> SearchAsync(GrainClassInfo info, Message message)
    {
        var target = TargetOf(info, message);
        var mine = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var search = _searches.GetOrAdd(target.GrainIdentity, mine.Task);
        if (!ReferenceEquals(search, mine.Task))
        {
            return search;
        }

        return turns.RunAsync(async () =>
        {
            try
            {
                var found = await FindAsync(info, target);
                mine.SetResult(found);
                return found;
            }
            catch (Exception exception)
            {
                mine.SetException(exception);
                _ = mine.Task.Exception; // whether others wait or not: the first caller is told anyway
                throw;
            }
            finally
            {
                _searches.TryRemove(target.GrainIdentity, out _);
            }
        });
    }

    private async Task<SiloAddress> FindAsync(GrainClassInfo info, PlacementTarget target)
    {
        var lookUp = LookUpAsync(target.GrainIdentity);
        var silo = await IsAwayAsync(lookUp) && await AskOthersAsync(target.GrainIdentity) is { } other
            ? other
            : await lookUp ?? await placement.PlaceAsync(info, target);
        _cache.Set(target.GrainIdentity, silo);
        return silo;
    }

    private async Task<bool> IsAwayAsync(Task<SiloAddress?> lookUp)
    {
        try
        {
            await lookUp.WaitAsync(Patience, clock.Grains);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    /// <summary>
    /// While the directory is away, active grains can be found still: by who runs them. Only activations that stand in the directory count, so this
    /// makes no second one.
    /// </summary>
    private async Task<SiloAddress?> AskOthersAsync(GrainId grainId)
    {
        var answers = await Task.WhenAll(cluster.Active.Where(silo => silo != cluster.Local).Select(silo => AskAsync(silo, grainId)));
        return answers.FirstOrDefault(answer => answer is not null);
    }

    private async Task<SiloAddress?> AskAsync(SiloAddress silo, GrainId grainId)
    {
        try
        {
            return (await _grains.Value.GetGrain<ISiloControl>(SiloControl.On(silo)).Find(grainId))?.SiloAddress;
        }
        catch (Exception)
        {
            return null; // Who does not answer serves nobody either.
        }
    }

    private async Task<SiloAddress?> LookUpAsync(GrainId grainId)
    {
        metrics.DirectoryLookups.Add(1);
        try
        {
            return await directory.Lookup(grainId) is { } address && await cluster.IsAliveAsync(address) ? address.SiloAddress : null;
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansMessageRejectionException($"KRW7043: The grain directory could not say where {grainId} is: {exception.Message}", exception);
        }
    }
}
