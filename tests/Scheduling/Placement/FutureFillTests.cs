using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement;

public class FutureFillTests
{
    private static readonly PackingOptions Options = new() { Futures = 10, RoughFutures = 3, FutureLength = 30 };

    private static readonly Gen<DemandShape> Shapes =
        from cpu in Gen.Choose(0, 6)
        from count in Gen.Choose(0, 3)
        from compute in Gen.Choose(1, 3)
        select new DemandShape
        {
            CpuMillicores = cpu * 1_000,
            Devices = count == 0 ? null : new DeviceRequirement { Count = count, ComputeThousandths = count > 1 ? 1_000 : compute * 300 },
        };

    [Fact]
    public void Of_DevicesSharedByComputeAlone_IsTheSameBothWays()
    {
        var cases =
            from shapes in Shapes.ArrayOf(1, 6)
            from cpu in Gen.Choose(0, 16)
            from free in Gen.Elements(0, 100, 300, 700, 1_000).ArrayOf(1, 6)
            select (shapes, cpu, free);
        Seeded.ForAll(71, cases, c =>
        {
            // A shape that asks for one byte of device memory and is too large for any host changes nothing but the way of playing.
            var profiles = new ProfileTable();
            var flat = profiles.TypeOf(new DeviceType("t4", 1_000, 0, Healthy: true));
            var kind = profiles.KindOf(16_000, 0, [.. c.free.Select(_ => flat)]);
            var profile = profiles.ProfileOf(kind, c.cpu * 1_000, 0, [.. c.free.Order().Select(compute => new DeviceRoom(flat, compute, 0))]);
            var mix = DemandMix.Of(c.shapes);
            var fill = new FutureFill(profiles, mix, Options);
            var expected = fill.Of(profile);

            var sequences = kind.Futures!.Sequences;
            var roomy = new RoomyHost().Play(profile, kind.Futures, c.cpu * 1_000, 0, sequences) / sequences.Length;
            Assert.True(kind.Futures.IsFlat);
            Assert.Equal(expected, roomy, 9);
            Assert.InRange(expected, 0, c.free.Sum());
        });
    }

    [Fact]
    public void Of_NothingKnown_IsSaid() => Assert.False(new FutureFill(new ProfileTable(), DemandMix.Unknown, Options).IsKnown);

    [Fact]
    public void Mix_ShapesInAnyOrder_IsTheSame() => Seeded.ForAll(72, Shapes.ArrayOf(1, 8), shapes =>
        Assert.Equal(DemandMix.Of(shapes).Shapes.Select(Text), DemandMix.Of(shapes.Reverse()).Shapes.Select(Text)));

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Mix_WeightThatIsNone_IsRefused(double weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DemandMix.Of([(new DemandShape(), weight)]));

    private static string Text((DemandShape Shape, double Weight) entry) => $"{entry.Shape.Key} {entry.Weight}";
}
