using System.Collections.Concurrent;
using Krewe.Runtime.Directory;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>
/// Says at which silo a client is connected. A silo that does not know asks all the others, once, and goes on by the answer; a silo that is
/// asked wrongly sends the call on. So nothing is announced and nothing has to be kept in step.
/// </summary>
internal sealed class ClientLocator(IServiceProvider services, ClientGateway gateway, ClusterView cluster, EngineTurns turns)
{
    private readonly LocationCache _cache = new(capacity: 100_000);
    private readonly ConcurrentDictionary<GrainId, Task<SiloAddress>> _searches = new();
    private readonly Lazy<IGrainFactory> _grains = new(services.GetRequiredService<IGrainFactory>);

    /// <summary>The silo.</summary>
    /// <exception cref="ClientNotAvailableException">It is connected to none.</exception>
    public ValueTask<SiloAddress> LocateAsync(GrainId observer)
    {
        var client = ClientIds.ClientOf(observer);
        if (ClientIds.HostOf(client) is { } host)
        {
            return new(host);
        }

        return gateway.Find(client) == ClientPresence.Connected ? new(cluster.Local)
            : _cache.Find(client) is { } silo && silo != cluster.Local && cluster.IsActive(silo) ? new(silo)
            : new(SearchAsync(client));
    }

    public void Moved(GrainId observer, SiloAddress to) => _cache.Set(ClientIds.ClientOf(observer), to);

    private Task<SiloAddress> SearchAsync(GrainId client)
    {
        var mine = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var search = _searches.GetOrAdd(client, mine.Task);
        if (ReferenceEquals(search, mine.Task))
        {
            turns.Run(async () =>
            {
                try
                {
                    mine.SetResult(await FindAsync(client));
                }
                catch (Exception exception)
                {
                    mine.SetException(exception);
                }
                finally
                {
                    _searches.TryRemove(client, out _);
                }
            });
        }

        return search;
    }

    private async Task<SiloAddress> FindAsync(GrainId client)
    {
        var others = cluster.Active.Where(silo => silo != cluster.Local).ToArray();
        var answers = await Task.WhenAll(others.Select(silo => AskAsync(silo, client)));
        var best = others.Zip(answers).Append((cluster.Local, gateway.Find(client))).MaxBy(pair => pair.Item2);
        if (best.Item2 == ClientPresence.Unknown)
        {
            throw new ClientNotAvailableException($"KRW7237: The client {client} is connected to no silo.");
        }

        _cache.Set(client, best.Item1);
        return best.Item1;
    }

    private async Task<ClientPresence> AskAsync(SiloAddress silo, GrainId client)
    {
        try
        {
            return await _grains.Value.GetGrain<ISiloControl>(SiloControl.On(silo)).FindClient(client);
        }
        catch (Exception)
        {
            return ClientPresence.Unknown; // What cannot be asked cannot be reached either.
        }
    }
}
