using System.Collections.Immutable;
using Krewe.Grains.Placement;

namespace Krewe.Grains.Tests.Support;

/// <summary>One silo that is on every host, but for those whose silo the test has let die.</summary>
internal sealed class FakeHosts : IHostSilos
{
    public LeaseMap Leases { get; } = new();

    /// <summary>Hosts whose silo is dead.</summary>
    public HashSet<string> Gone { get; } = [];

    /// <summary>Regions with a silo that serves.</summary>
    public ImmutableHashSet<string>? LiveRegions { get; set; } = ["local"];

    public ImmutableArray<string> Hosts => [];

    public TimeSpan Uptime { get; set; } = TimeSpan.FromHours(1);

    public bool IsHere(string host) => true;

    public SiloAddress? Find(string host) => null;

    public bool IsGone(string host) => Gone.Contains(host);

    public string? RegionOf(SiloAddress silo) => null;
}
