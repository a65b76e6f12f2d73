using System.Collections.Immutable;

namespace Krewe.Scheduling.Regions;

/// <summary>A model that may be served in other regions, as <see cref="RegionMoves"/> sees it.</summary>
public sealed record MovableModel
{
    /// <summary>Its own region.</summary>
    public required string Home { get; init; }

    /// <summary>Whether its own region is taken out of service.</summary>
    public bool HomeDrained { get; init; }

    /// <summary>The other regions where its requests may be executed, in the order in which its owner names them.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Where an operator wants it; its own region to hold it there, null when nothing was said.</summary>
    public string? Held { get; init; }

    /// <summary>What was decided; null while its own region serves it.</summary>
    public RegionWish? Now { get; init; }

    /// <summary>When that was decided, or it was decided that it returns; null when it never moved.</summary>
    public DateTimeOffset? MovedAt { get; init; }

    /// <summary>Whether requests go there already.</summary>
    public bool Settled { get; init; }

    /// <summary>Replicas that it is to have.</summary>
    public int Wanted { get; init; }

    /// <summary>What one replica takes.</summary>
    public ReplicaNeed Need { get; init; } = new();

    /// <summary>Up to this round trip, in milliseconds, a region is near enough; null for any.</summary>
    public double? NearMs { get; init; }

    /// <summary>The region that most requests come from, and have for some minutes; null for none.</summary>
    public string? Origin { get; init; }
}
