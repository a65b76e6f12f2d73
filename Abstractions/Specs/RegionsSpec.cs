using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>In which other regions a model's requests may be executed. Without it only in its own: where data may be is a hard constraint.</summary>
[GenerateSerializer, Immutable, Alias("krewe.RegionsSpec")]
public sealed record RegionsSpec
{
    /// <summary>The other regions, the most wanted first; 1 to 16.</summary>
    [Id(0)]
    public ImmutableArray<string> Allow { get; init; } = [];

    /// <summary>Replicas kept ready in them, so that a lost region is taken over without a start; 0 to 1,000, default 0.</summary>
    [Id(1)]
    public int Standby { get; init; }

    /// <summary>Up to this round trip a region is near enough to the model's own, and to where most requests come from: the cheaper one is taken, and a farther one left; 1 ms to 10 s, null for any.</summary>
    [Id(2)]
    public TimeSpan? Near { get; init; }

    /// <inheritdoc/>
    public bool Equals(RegionsSpec? other) =>
        other is not null && Standby == other.Standby && Near == other.Near && Allow.AsSpan().SequenceEqual(other.Allow.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (Standby, Near, Allow.Length).GetHashCode();
}
