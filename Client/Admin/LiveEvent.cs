using Krewe.Admin;
using Krewe.Admin.History;

namespace Krewe.Client.Admin;

/// <summary>An event of the live stream: exactly one of <see cref="Live"/>, <see cref="Cluster"/> and <see cref="History"/> is there.</summary>
public sealed record LiveEvent
{
    /// <summary>One second of everything.</summary>
    public LiveView? Live { get; init; }

    /// <summary>The cluster, when it has changed.</summary>
    public ClusterView? Cluster { get; init; }

    /// <summary>What was before the stream began; the first event, where it was asked for.</summary>
    public HistoryView? History { get; init; }
}
