using System.Runtime.CompilerServices;
using Krewe.Admin;
using Krewe.Admin.History;
using Krewe.Client.Http;
using Krewe.Events;
using Krewe.Naming;

namespace Krewe.Client.Admin;

/// <content>What happened, what happens, and how it went on.</content>
public sealed partial class KreweAdminClient
{
    /// <summary>Events of all silos, by time. Without <paramref name="after"/> the newest; with it the next ones after it.</summary>
    /// <param name="filter">Which; null for all.</param>
    /// <param name="after"><see cref="EventPage.Last"/> of the page before; null for the newest.</param>
    /// <param name="limit">The most, 1 to 1,000; null for 100.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<EventPage> GetEventsAsync(EventFilter? filter = null, string? after = null, int? limit = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<EventPage>("events".With([.. Query(filter), ("after", after), ("limit", limit)]), cancellationToken);

    /// <summary>Events as they come. Ends when the silo ends the stream; go on with the last cursor.</summary>
    /// <param name="filter">Which; null for all.</param>
    /// <param name="after">A cursor to go on from; null for those from now on.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="Errors.KreweException">None answers (KRW5101), the connection broke (KRW7001), or the silo has no room for the stream (KRW5007).</exception>
    public async IAsyncEnumerable<FollowedEvent> FollowEventsAsync(
        EventFilter? filter = null, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in _http.StreamAsync<ClusterEvent>("events/stream".With(Query(filter)), "event", after, cancellationToken).ConfigureAwait(false))
        {
            yield return new FollowedEvent(item.Data, item.EventId ?? "");
        }
    }

    /// <summary>The last 15 minutes, second by second.</summary>
    /// <param name="model">Only this model; null for all.</param>
    /// <param name="device">Only this device; null for all.</param>
    /// <param name="since">Only what is newer than this second; null for all that is kept.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<HistoryView> GetHistoryAsync(ModelKey? model = null, DeviceKey? device = null, long? since = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<HistoryView>("history".With(("model", model), ("device", device), ("since", since)), cancellationToken);

    /// <summary>Everything once a second, while somebody listens. Ends when the silo ends the stream; go on with the last second.</summary>
    /// <param name="since">A second to begin after, since 1970; what came after it is told at first. Null for nothing of before.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="Errors.KreweException">None answers (KRW5101), or the connection broke (KRW7001).</exception>
    public async IAsyncEnumerable<LiveEvent> FollowLiveAsync(long? since = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in _http.StreamAsync("live".With(("since", since)), ReadLive, lastId: null, cancellationToken).ConfigureAwait(false))
        {
            yield return item.Data;
        }
    }

    private static LiveEvent? ReadLive(string kind, byte[] body, Uri uri) => kind switch
    {
        "live" => new LiveEvent { Live = Answers.Read<LiveView>(body, HttpMethod.Get, uri) },
        "cluster" => new LiveEvent { Cluster = Answers.Read<ClusterView>(body, HttpMethod.Get, uri) },
        "history" => new LiveEvent { History = Answers.Read<HistoryView>(body, HttpMethod.Get, uri) },
        _ => null,
    };

    private static (string Name, object? Value)[] Query(EventFilter? filter) =>
        [("model", filter?.Model), ("host", filter?.Host), ("kind", filter?.Kind)];
}
