using Krewe.Scheduling.Weights;

namespace Krewe.Scheduling.Tests.Weights;

public sealed class BandwidthShareTests
{
    private const int Piece = 1_000;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    [Fact]
    public void Ask_Alone_NeverWaits()
    {
        var share = new BandwidthShare(null, Idle);
        var one = share.Join(1, TimeSpan.Zero);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(share.Ask(one, Piece, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(16, 4)]
    [InlineData(4, 1)]
    [InlineData(1, 1)]
    public void Ask_TwoWhoAlwaysAsk_ShareByWeight(int heavy, int light)
    {
        var (first, second) = Shares(new BandwidthShare(null, Idle), heavy, light, pieces: 1_700);

        Assert.Equal((double)heavy / light, (double)first / second, tolerance: 0.05 * heavy / light);
    }

    [Fact]
    public void Ask_Limit_AllTogetherKeepToIt()
    {
        var share = new BandwidthShare(10_000, Idle);
        long[] transfers = [share.Join(16, TimeSpan.Zero), share.Join(1, TimeSpan.Zero)];
        var taken = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(10); now += TimeSpan.FromMilliseconds(1))
        {
            taken += transfers.Count(transfer => share.Ask(transfer, Piece, now) is null);
        }

        Assert.Equal(100, taken);
    }

    [Fact]
    public void Ask_WokenLate_MakesUpForIt()
    {
        var share = new BandwidthShare(100_000, Idle);
        var one = share.Join(1, TimeSpan.Zero);
        var taken = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(10); now += TimeSpan.FromMilliseconds(17))
        {
            while (share.Ask(one, Piece, now) is null)
            {
                taken++;
            }
        }

        Assert.InRange(taken, 980, 1_006);
    }

    [Fact]
    public void Ask_TheOtherHasStoppedAsking_IsNotWaitedForLongerThanIdle()
    {
        var share = new BandwidthShare(null, Idle);
        var (slow, quick) = (share.Join(16, TimeSpan.Zero), share.Join(1, TimeSpan.Zero));
        Assert.Null(share.Ask(quick, Piece, TimeSpan.Zero));

        Assert.NotNull(share.Ask(quick, Piece, TimeSpan.FromSeconds(0.5)));
        Assert.Null(share.Ask(quick, Piece, TimeSpan.FromSeconds(1.1)));
        Assert.Null(share.Ask(slow, Piece, TimeSpan.FromSeconds(1.1)));
    }

    [Fact]
    public void Ask_ComesBackAfterIdle_HasNoArrears()
    {
        var share = new BandwidthShare(null, Idle);
        var (away, there) = (share.Join(1, TimeSpan.Zero), share.Join(1, TimeSpan.Zero));
        var now = TimeSpan.FromSeconds(5);
        for (var at = 0; at < 1_000; at++)
        {
            Assert.Null(share.Ask(there, Piece, now));
        }

        Assert.Null(share.Ask(away, Piece, now));
        Assert.NotNull(share.Ask(away, Piece, now)); // one piece ahead, not a thousand
    }

    [Fact]
    public void Join_BesideOneThatHasTakenMuch_HasNoCredit()
    {
        var share = new BandwidthShare(null, Idle);
        var old = share.Join(1, TimeSpan.Zero);
        for (var at = 0; at < 1_000; at++)
        {
            share.Ask(old, Piece, TimeSpan.Zero);
        }

        var young = share.Join(1, TimeSpan.Zero);

        Assert.Null(share.Ask(young, Piece, TimeSpan.Zero));
        Assert.NotNull(share.Ask(young, Piece, TimeSpan.Zero));
    }

    [Fact]
    public void Leave_WhoIsBehind_LetsTheOtherGoOn()
    {
        var share = new BandwidthShare(null, Idle);
        var (one, other) = (share.Join(1, TimeSpan.Zero), share.Join(1, TimeSpan.Zero));
        Assert.Null(share.Ask(one, Piece, TimeSpan.Zero));
        Assert.NotNull(share.Ask(one, Piece, TimeSpan.Zero));

        share.Leave(other);

        Assert.Null(share.Ask(one, Piece, TimeSpan.Zero));
    }

    [Fact]
    public void Weigh_MoreUrgent_CountsFromThenOn()
    {
        var share = new BandwidthShare(null, Idle);
        var (one, other) = (share.Join(1, TimeSpan.Zero), share.Join(1, TimeSpan.Zero));
        share.Weigh(one, 16);

        var counts = new int[2];
        for (var at = 0; at < 340; at++)
        {
            counts[0] += share.Ask(one, Piece, TimeSpan.Zero) is null ? 1 : 0;
            counts[1] += share.Ask(other, Piece, TimeSpan.Zero) is null ? 1 : 0;
        }

        Assert.True(counts[0] > 10 * counts[1], $"{counts[0]} and {counts[1]}");
    }

    /// <summary>Somebody always gets on: a share that locks up would hang every start of a host.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ask_AnyMix_SomebodyAlwaysGetsOn(int seed)
    {
        var (random, share, now) = (new Random(seed), new BandwidthShare(null, Idle), TimeSpan.Zero);
        var transfers = new List<long>();
        for (var at = 0; at < 5_000; at++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(300));
            if (transfers.Count == 0 || random.Next(20) == 0)
            {
                transfers.Add(share.Join(1 << random.Next(5), now));
            }
            else if (random.Next(25) == 0)
            {
                var gone = random.Next(transfers.Count);
                share.Leave(transfers[gone]);
                transfers.RemoveAt(gone);
                continue;
            }

            Assert.Contains(transfers, transfer => share.Ask(transfer, random.Next(1, 5_000), now) is null);
        }
    }

    private static (int First, int Second) Shares(BandwidthShare share, int first, int second, int pieces)
    {
        var (one, other) = (share.Join(first, TimeSpan.Zero), share.Join(second, TimeSpan.Zero));
        var counts = (First: 0, Second: 0);
        while (counts.First + counts.Second < pieces)
        {
            counts.First += share.Ask(one, Piece, TimeSpan.Zero) is null ? 1 : 0;
            counts.Second += share.Ask(other, Piece, TimeSpan.Zero) is null ? 1 : 0;
        }

        return counts;
    }
}
