using Krewe.Naming;

namespace Krewe.History;

/// <summary>Which part of a silo's history is asked for.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HistoryQuery")]
public sealed record HistoryQuery
{
    /// <summary>Only what came after this second; seconds since 1970, UTC. 0 for all that is kept.</summary>
    [Id(0)]
    public long Since { get; init; }

    /// <summary>Only this model; null for everything.</summary>
    [Id(1)]
    public ModelKey? Model { get; init; }

    /// <summary>Only this device; null for everything.</summary>
    [Id(2)]
    public DeviceKey? Device { get; init; }
}
