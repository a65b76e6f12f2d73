using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Silo.Admin.Events;

namespace Krewe.Silo.Tests.Admin;

/// <summary>The rings of two silos; either can be silent.</summary>
internal sealed class FakeEvents : IEventReader
{
    public EventRing Alpha { get; } = new("alpha", TimeProvider.System);

    public EventRing Beta { get; } = new("beta", TimeProvider.System);

    /// <summary>A silo that does not answer; null for none.</summary>
    public string? Silent { get; set; }

    public static ClusterEvent Event(double second, string kind = EventKinds.ReplicaReady, string subject = "s", string? host = null) => new()
    {
        At = SampleCluster.Start.AddSeconds(second),
        Kind = kind,
        Subject = subject,
        Host = host,
        Message = $"{kind} at {second}",
    };

    public Task<EventRead> ReadAsync(EventFilter filter, EventCursor? after, int limit, CancellationToken cancellationToken)
    {
        (string Silo, EventRing Ring)[] rings = [("alpha", Alpha), ("beta", Beta)];
        ImmutableArray<Problem> problems = Silent is null ? [] : [new Problem { Code = ErrorCodes.OutcomeUnknown, Message = "silent", Where = $"silo {Silent}" }];
        return Task.FromResult(EventMerge.Of(
            after, rings.Where(one => one.Silo != Silent).Select(one => (one.Silo, one.Ring.Read(filter, after?[one.Silo], limit))), limit, problems));
    }
}
