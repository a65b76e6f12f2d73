using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Tests.Support;
using static Krewe.Scheduling.Tests.Costs.CapacitySamples;

namespace Krewe.Scheduling.Tests.Costs;

/// <summary>Machines over time: a fleet that follows any need within its limits, and settles.</summary>
public sealed class CapacityPropertyTests
{
    private static readonly Gen<(int Seed, CapacityKind[] Kinds)> Worlds =
        from seed in Gen.Choose(1, 1_000_000)
        from prices in Gen.Choose(1, 20).ArrayOf(4)
        from most in Gen.Choose(0, 6).ArrayOf(4)
        select (seed, new[]
        {
            Kind("small", 4, prices[0], most[0]), Kind("big", 16, prices[1] * 2, most[1]), Spot("a", 8, prices[2]) with { Most = most[2] }, Spot("b", 8, prices[3]) with { Most = most[3] },
        });

    [Fact]
    public void Fleet_AnyNeed_WithinLimitsSharesAndSettled() => Seeded.ForAll(21, Worlds, world => Live(world.Seed, world.Kinds), 25);

    [Fact]
    public void Decide_NeedsInAnotherOrder_SaysTheSame() => Seeded.ForAll(22, Worlds, world =>
    {
        var needs = NeedsOf(new Random(world.Seed));
        Assert.Equal(Decide(world.Kinds, needs: needs).Purchases.AsEnumerable(), Decide(world.Kinds, needs: needs.Reverse()).Purchases);
    }, 25);

    /// <summary>What will be needed changes what is bought and kept, and the fleet settles all the same.</summary>
    [Fact]
    public void Fleet_NeedsToCome_WithinLimitsAndSettled() => Seeded.ForAll(23, Worlds, world => Live(world.Seed, world.Kinds, later: true), 25);

    private static void Live(int seed, CapacityKind[] kinds, bool later = false)
    {
        var random = new Random(seed);
        var fleet = new FakeFleet(later ? [.. kinds.Select((kind, at) => kind with { StartSeconds = at * 200 })] : kinds);
        for (var change = 0; change < 4; change++)
        {
            var needs = NeedsOf(random);
            needs = later ? [.. needs.Select(need => need with
            {
                Later = random.Next(0, 9), MostUntilThen = random.Next(0, 9), Sooner = seed % 2 == 0 ? [] : [new SoonerNeed(60, random.Next(0, 9)), new SoonerNeed(300, random.Next(0, 9))],
            })] : needs;
            var decision = fleet.Decide(needs);
            for (var round = 0; fleet.Obey(decision); round++)
            {
                Assert.True(round < 60, $"seed {seed}: machines come and go for ever: {fleet}");
                fleet.CheckLimits(seed);
                decision = fleet.Decide(needs);
            }

            fleet.CheckSettled(seed, decision);
        }
    }

    private static CapacityNeed[] NeedsOf(Random random) =>
    [
        .. Enumerable.Range(0, 3).Select(model => Need($"m{model}", random.Next(0, 7), 1 << random.Next(0, 3)) with
        {
            SpotShare = model / 2.0,
            Class = model == 0 ? DemandClass.Critical : DemandClass.Batch,
        }),
    ];
}
