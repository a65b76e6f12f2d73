using System.Net;
using Krewe.Runtime.Reminders;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Reminders;

public sealed class ReminderRingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Ranges_OfAllSilos_HoldEachHashOnceAtItsOwner(int silos)
    {
        var all = Silos(silos);
        var ring = ReminderRing.Of(all);
        foreach (var hash in Hashes())
        {
            var holders = all.SelectMany(silo => ring.RangesOf(silo).Where(range => Holds(range, hash)).Select(_ => silo)).ToList();
            Assert.Equal([ring.OwnerOf(hash)!], holders);
        }
    }

    [Fact]
    public void Owner_WhenASiloGoes_ChangesForItsShareOnly()
    {
        var all = Silos(5);
        var before = ReminderRing.Of(all);
        var after = ReminderRing.Of([.. all.Where(silo => silo != all[2])]);
        var moved = 0;
        foreach (var hash in Hashes())
        {
            if (before.OwnerOf(hash) == all[2])
            {
                moved++;
                Assert.NotEqual(all[2], after.OwnerOf(hash));
            }
            else
            {
                Assert.Equal(before.OwnerOf(hash), after.OwnerOf(hash));
            }
        }

        Assert.InRange(moved, 1, 4000);
    }

    [Fact]
    public void NoSilo_OwnsNothing()
    {
        Assert.Null(ReminderRing.Empty.OwnerOf(17));
        Assert.Empty(ReminderRing.Of(Silos(2)).RangesOf(SiloAddress.New(IPAddress.Loopback, 9, 9)));
    }

    private static IEnumerable<uint> Hashes()
    {
        var random = new Random(7);
        return Enumerable.Range(0, 8000).Select(_ => (uint)random.NextInt64(1L << 32)).Append(0u).Append(uint.MaxValue);
    }

    private static bool Holds((uint Begin, uint End) range, uint hash) =>
        range.Begin < range.End ? hash > range.Begin && hash <= range.End : hash > range.Begin || hash <= range.End;

    private static List<SiloAddress> Silos(int count) => [.. Enumerable.Range(1, count).Select(number => SiloAddress.New(IPAddress.Loopback, 11110 + number, number))];
}
