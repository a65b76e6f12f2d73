using System.Collections.Immutable;

namespace Krewe.Scheduling.Regions;

/// <summary>A model whose requests may be executed in other regions, too.</summary>
public sealed record SpreadableModel
{
    /// <summary>Which; names order what nothing else orders.</summary>
    public required string Name { get; init; }

    /// <summary>Its class: 0 is served first.</summary>
    public int Rank { get; init; }

    /// <summary>Whether its own region serves it no more, or not yet again as it should.</summary>
    public bool Away { get; init; }

    /// <summary>Whether it is to be served elsewhere although its own region lives and still serves it.</summary>
    public bool Moving { get; init; }

    /// <summary>Whether it goes, or has gone, from a region that lives: nobody gives way to it.</summary>
    public bool Gently { get; init; }

    /// <summary>Whether its own region lives again and is to have it back: its copies stay as they are until then.</summary>
    public bool Homing { get; init; }

    /// <summary>The region that is to serve it rather than any other; null for the order that price and distance give.</summary>
    public string? Prefer { get; init; }

    /// <summary>The other regions where its requests may be executed, in the order in which its owner names them.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Replicas that are kept ready in other regions, at least 0.</summary>
    public int Standby { get; init; }

    /// <summary>Replicas that it is to have in all.</summary>
    public int Wanted { get; init; }

    /// <summary>Of those, how many found no place at home.</summary>
    public int Homeless { get; init; }

    /// <summary>Whether its number of replicas follows demand: a copy is then given a number to begin with, and goes on by itself.</summary>
    public bool FollowsDemand { get; init; }

    /// <summary>Whether machines are added in other regions for what has no room there: it is served nowhere else, or is to be, not only served better or cheaper.</summary>
    public bool MayBuy { get; init; }

    /// <summary>Its pool, in every region.</summary>
    public string Pool { get; init; } = "";

    /// <summary>What one replica takes.</summary>
    public ReplicaNeed Need { get; init; } = new();

    /// <summary>Its copies, by region.</summary>
    public ImmutableSortedDictionary<string, CopyNow> Copies { get; init; } = ImmutableSortedDictionary<string, CopyNow>.Empty;

    /// <summary>Measured round trips from its own region to others, in milliseconds; a region that is missing was not measured.</summary>
    public ImmutableSortedDictionary<string, double> LatencyMs { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Up to this round trip, in milliseconds, a region is near enough, and price decides; null for any.</summary>
    public double? NearMs { get; init; }
}
