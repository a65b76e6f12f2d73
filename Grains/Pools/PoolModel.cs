using System.Text.Json.Serialization;
using Krewe.Specs;

namespace Krewe.Grains.Pools;

/// <summary>A model as its pool stores it.</summary>
[GenerateSerializer, Alias("krewe.PoolModel")]
public sealed record PoolModel
{
    /// <summary>What the user declared.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Grows with each change.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>The generation since which replicas are what they should be: older ones are replaced.</summary>
    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>Whether it was deleted and waits for its replicas to stop.</summary>
    [Id(3)]
    public bool Removing { get; init; }

    /// <summary>How many replicas were decided by demand; null while nothing was.</summary>
    [Id(4)]
    public int? Target { get; init; }

    /// <summary>How many replicas an operator said for a while; null for none.</summary>
    [Id(5)]
    public int? Override { get; init; }

    /// <summary>When that ends.</summary>
    [Id(6)]
    public DateTimeOffset? OverrideUntil { get; init; }

    /// <summary>The most that it may have for now, because a more important one whose region is lost needs the room, or other regions serve it; null for no limit.</summary>
    [Id(20)]
    public int? Cap { get; init; }

    /// <summary>The fewest that it is to have for now, whatever its demand says: requests return from other regions; null for no limit.</summary>
    [Id(21)]
    public int? Least { get; init; }

    /// <summary>How many replicas it is to have.</summary>
    [JsonIgnore]
    public int Wanted => Math.Min(Asked, Cap ?? int.MaxValue);

    /// <summary>How many it is to have, whatever it must do without for now.</summary>
    [JsonIgnore]
    public int Asked => Removing ? 0 : Override ?? (Spec.Scaling is null ? Spec.Replicas : Math.Max(Least ?? 0, Target ?? Math.Clamp(Spec.Replicas, Spec.Scaling.Min, Spec.Scaling.Max)));

    /// <summary>Whether it is to have none because somebody said so.</summary>
    [JsonIgnore]
    public bool Closed => Wanted == 0 && (Cap == 0 || Override is not null || Spec.Scaling is null);
}
