using System.Collections.Immutable;
using Krewe.Client.Tests;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;

namespace Krewe.Commands.Tests;

/// <summary>Two regions, as docs/console.md shows them: one is being emptied.</summary>
internal static class SampleRegions
{
    private static readonly ModelKey Digits = new("default", "digits", "local");
    private static readonly ModelKey Faces = new("default", "faces", "eu");

    /// <summary>The region <c>eu</c> as of a moment.</summary>
    public static ImmutableArray<RegionView> At(RegionState state, SpreadPhase phase, int home, RegionMoveReason? reason = RegionMoveReason.Maintenance, SpreadPhase digits = SpreadPhase.Home) =>
    [
        new RegionView
        {
            Name = "eu",
            State = state,
            Since = state == RegionState.Active ? null : Samples.Start,
            Pools = [new PoolKey("eu", "default")],
            Silos = 2,
            Devices = 8,
            FreeDevices = 3,
            CpuMillicores = 64_000,
            FreeCpuMillicores = 41_500,
            Models = 2,
            Spread =
            [
                new RegionModel
                {
                    Model = Faces,
                    Phase = phase,
                    HomeThousandths = home,
                    Move = reason is { } why ? new SpreadMove(null, why, Samples.Start) : null,
                    Ready = ImmutableSortedDictionary<string, int>.Empty.Add("eu", 2).Add("us", 2),
                },
            ],
            RoundTrips = ImmutableSortedDictionary<string, double>.Empty.Add("us", 81.5),
        },
        new RegionView
        {
            Name = "local",
            Silos = 2,
            Models = 1,
            Spread =
            [
                new RegionModel
                {
                    Model = Digits,
                    Phase = digits,
                    HomeThousandths = digits == SpreadPhase.Home ? 1_000 : 0,
                    Move = digits == SpreadPhase.Home ? null : new SpreadMove("us", RegionMoveReason.Asked, Samples.Start),
                },
            ],
        },
        new RegionView { Name = "us", Silos = 3, Devices = 8, FreeDevices = 5, CpuMillicores = 96_000, FreeCpuMillicores = 70_000, Guests = [Faces], RoundTrips = ImmutableSortedDictionary<string, double>.Empty.Add("eu", 81.5) },
    ];

    /// <summary>A silo that does as it is told: each move takes some looks.</summary>
    public static void AddTo(FakeSilo silo)
    {
        void Show(params ImmutableArray<RegionView>[] looks)
        {
            var at = 0;
            silo.Answer("GET /admin/v1/regions", _ => FakeSilo.Json(looks[Math.Min(at++, looks.Length - 1)].ToArray()));
        }

        Show(At(RegionState.Draining, SpreadPhase.Leaving, 400));
        silo.Answer("POST /admin/v1/regions/eu/drain", _ =>
        {
            Show(At(RegionState.Draining, SpreadPhase.Preparing, 1_000), At(RegionState.Draining, SpreadPhase.Leaving, 500), At(RegionState.Drained, SpreadPhase.Away, 0));
            return FakeSilo.Json(new RegionMaintenance
            {
                Region = "eu",
                Drained = true,
                Changed = true,
                Models =
                [
                    new RegionLeaver(Faces with { Model = "records" }, [], "its spec allows no other region ('regions.allow')"),
                    new RegionLeaver(Faces, ["us"], "its spec allows it"),
                ],
            });
        });
        silo.Answer("POST /admin/v1/regions/eu/undrain", _ =>
        {
            Show(At(RegionState.Active, SpreadPhase.Returning, 500, null), At(RegionState.Active, SpreadPhase.Home, 1_000, null));
            return FakeSilo.Json(new RegionMaintenance { Region = "eu", Changed = true });
        });
        silo.Answer("POST /admin/v1/models/default/digits/region?region=local", request =>
        {
            var to = request.Body.Contains("us", StringComparison.Ordinal) ? "us" : null;
            Show(
                At(RegionState.Active, SpreadPhase.Home, 1_000, null, SpreadPhase.Preparing),
                At(RegionState.Active, SpreadPhase.Home, 1_000, null, to is null ? SpreadPhase.Home : SpreadPhase.Away));
            return FakeSilo.Json(new SpreadStatus { Route = new ModelRoute { Home = Digits }, Held = to });
        });
    }
}
