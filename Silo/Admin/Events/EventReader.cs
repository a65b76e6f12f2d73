using System.Collections.Concurrent;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Silo.Admin.Cluster;
using Orleans;

namespace Krewe.Silo.Admin.Events;

/// <summary>Asks every silo for its ring; this one's is read directly.</summary>
internal sealed class EventReader(EventRing ring, IHostSilos silos, IGrainFactory grains, TimeProvider time) : IEventReader
{
    public async Task<EventRead> ReadAsync(EventFilter filter, EventCursor? after, int limit, CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        var slices = await Task.WhenAll(silos.Hosts.Select(async host => (Silo: host, Slice: await AskAsync(host, filter, after?[host], limit, problems, cancellationToken))));
        return EventMerge.Of(
            after,
            slices.Where(one => one.Slice is not null).Select(one => (one.Silo, one.Slice!)),
            limit,
            [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }

    private async Task<EventSlice?> AskAsync(
        string host, EventFilter filter, long? after, int limit, ConcurrentQueue<Problem> problems, CancellationToken cancellationToken) =>
        silos.IsHere(host)
            ? ring.Read(filter, after, limit)
            : await Patiently.AskAsync(() => grains.GetGrain<IEventGrain>(host).ReadAsync(filter, after, limit), $"silo {host}", problems, time, cancellationToken);
}
