using System.Collections.Immutable;

namespace Krewe.History;

/// <summary>What one silo kept, by seconds. Seconds in which there was nothing to tell are left out of the series.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HistoryPage")]
public sealed record HistoryPage
{
    /// <summary>The silo.</summary>
    [Id(0)]
    public required string Silo { get; init; }

    /// <summary>Its host.</summary>
    [Id(1)]
    public required string Host { get; init; }

    /// <summary>The first second that is kept and was asked for; seconds since 1970, UTC.</summary>
    [Id(2)]
    public required long First { get; init; }

    /// <summary>The last second that was closed; 0 before the first.</summary>
    [Id(3)]
    public required long Last { get; init; }

    /// <summary>The models that the silo had to do with.</summary>
    [Id(4)]
    public ImmutableArray<ModelSeries> Models { get; init; } = [];

    /// <summary>Its host, oldest first.</summary>
    [Id(5)]
    public ImmutableArray<HostSample> HostSamples { get; init; } = [];

    /// <summary>Its devices.</summary>
    [Id(6)]
    public ImmutableArray<DeviceSeries> Devices { get; init; } = [];

    /// <summary>Its process, oldest first.</summary>
    [Id(7)]
    public ImmutableArray<SiloSample> SiloSamples { get; init; } = [];
}
