using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;

namespace Krewe.Silo.Tests.Admin;

/// <summary>One region, and what it was told.</summary>
internal sealed class FakeRegions : IRegionOffice
{
    public static RegionView View { get; } = new()
    {
        Name = "eu",
        State = RegionState.Draining,
        Silos = 2,
        Devices = 8,
        FreeDevices = 3,
        Spread = [new RegionModel { Model = new ModelKey("default", "digits", "eu"), Phase = SpreadPhase.Leaving, Move = new SpreadMove("us", RegionMoveReason.Maintenance, DateTimeOffset.UnixEpoch), HomeThousandths = 400 }],
    };

    public List<string> Told { get; } = [];

    public Task<(ImmutableArray<RegionView> Regions, ImmutableArray<Problem> Problems)> GetRegionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<(ImmutableArray<RegionView>, ImmutableArray<Problem>)>(([View], []));

    public Task<RegionMaintenance> DrainRegionAsync(string region, bool drain, CancellationToken cancellationToken)
    {
        Told.Add($"{(drain ? "drain" : "undrain")} {region}");
        return Task.FromResult(new RegionMaintenance { Region = region, Drained = drain, Changed = true });
    }

    public Task<SpreadStatus> HoldAsync(ModelKey model, string? region, CancellationToken cancellationToken)
    {
        Told.Add($"{model} {region ?? "-"}");
        return Task.FromResult(new SpreadStatus { Route = new ModelRoute { Home = model }, Held = region });
    }
}
