using System.Collections.Immutable;

namespace Krewe.Grains.Placement;

/// <summary>Which silo is on which host, by the newest view of the cluster. The seam between grains and the engine's membership; thread-safe.</summary>
public interface IHostSilos
{
    /// <summary>The hosts of the silos that serve, in order.</summary>
    ImmutableArray<string> Hosts { get; }

    /// <summary>How long this silo has been there. All silos of a cluster may start at once: one that is younger than they take to start has not missed who is not there yet.</summary>
    TimeSpan Uptime { get; }

    /// <summary>Whether that is this silo's host.</summary>
    /// <param name="host">Its name.</param>
    bool IsHere(string host);

    /// <summary>The silo that serves on a host; null when none does.</summary>
    /// <param name="host">Its name.</param>
    SiloAddress? Find(string host);

    /// <summary>Whether a host has no silo, or only dead ones: what ran there has ended or is about to.</summary>
    /// <param name="host">Its name.</param>
    bool IsGone(string host);

    /// <summary>The regions that have a silo that serves; null while one of the silos has not told its region yet.</summary>
    ImmutableHashSet<string>? LiveRegions
    {
        get
        {
            var regions = Hosts.Select(host => Find(host) is { } silo ? RegionOf(silo) : "").ToList();
            return regions.Contains(null) ? null : [.. regions.Where(region => region!.Length > 0)!];
        }
    }

    /// <summary>A silo's region; null when it has not told yet.</summary>
    /// <param name="silo">The silo.</param>
    string? RegionOf(SiloAddress silo);
}
