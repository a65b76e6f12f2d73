using Krewe.Scheduling.Queueing.Quotas;

namespace Krewe.Scheduling.Tests.Queueing.Quotas;

/// <summary>Quota that is leased to fronts in advance: all of them together let in what one bucket would, whatever is lost or ends.</summary>
public sealed class QuotaLedgerTests
{
    public static TheoryData<double, double, int, int> Cases
    {
        get
        {
            var data = new TheoryData<double, double, int, int>();
            foreach (var (rate, burst) in new[] { (0.5, 1.0), (1, 1), (5, 1), (20, 0.5), (100, 1), (100, 5), (1_000, 1) })
            {
                foreach (var fronts in new[] { 1, 3, 8 })
                {
                    for (var seed = 0; seed < 2; seed++)
                    {
                        data.Add(rate, burst, fronts, seed);
                    }
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hear_DemandThatChanges_NeverMoreThanOneBucketWouldLetIn(double rate, double burst, int fronts, int seed)
    {
        var (run, limit, random) = NewRun(rate, burst, fronts, seed);
        for (var round = 0; round < 20; round++)
        {
            run.SetDemand(random.Next(fronts), random.NextDouble() * 3 * rate);
            run.Run(TimeSpan.FromSeconds(random.NextDouble() * 4));
        }

        Assert.InRange(run.Excess(rate), 0, limit.Capacity + 1e-6);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hear_LostMessagesAndEndsOfFronts_TwoSecondsOfTheRateMoreAtMost(double rate, double burst, int fronts, int seed)
    {
        var (run, limit, random) = NewRun(rate, burst, fronts, seed);
        run.LossRate = 0.05;
        Trouble(run, random, rate, fronts, () => run.ReplaceFront(random.Next(fronts)));

        Assert.InRange(run.Excess(rate), 0, limit.Capacity + (rate * QuotaTimes.Lease.TotalSeconds) + fronts + 1e-6);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hear_LedgerEndsAndAnotherOneBegins_TwoSecondsOfTheRateMoreAtMost(double rate, double burst, int fronts, int seed)
    {
        var (run, limit, random) = NewRun(rate, burst, fronts, seed);
        Trouble(run, random, rate, fronts, () => EndLedger(run, random));

        Assert.InRange(run.Excess(rate), 0, limit.Capacity + (rate * QuotaTimes.Quiet.TotalSeconds) + fronts + 1e-6);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hear_AllOfThatTogether_NoMoreThanWhatFrontsMayAlone(double rate, double burst, int fronts, int seed)
    {
        var (run, limit, random) = NewRun(rate, burst, fronts, seed);
        run.LossRate = 0.2;
        Trouble(run, random, rate, fronts, () => EndLedger(run, random));

        Assert.InRange(run.Excess(rate), 0, limit.Capacity + (rate * QuotaTimes.Alone.TotalSeconds) + fronts + 1e-6);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hear_MoreDemandThanThereIs_AllOfItIsUsed(double rate, double burst, int fronts, int seed)
    {
        var (run, limit, _) = NewRun(rate, burst, fronts, seed);
        for (var front = 0; front < fronts; front++)
        {
            run.SetDemand(front, 3 * rate * (front + 1) / fronts);
        }

        run.Run(TimeSpan.FromSeconds(60));

        // A bucket that holds a single request is empty until that was heard of: there fronts get in each other's way.
        Assert.InRange(run.Admitted.Count / (double)run.Ideal, limit.Capacity < 2 ? 0.5 : 0.95, 1);
        Assert.InRange(run.Messages / (60.0 * fronts), 0, 13);
    }

    [Theory]
    [InlineData(100, 8, 1)]
    [InlineData(1_000, 3, 2)]
    [InlineData(50, 2, 3)]
    public void Hear_DemandWithinTheRate_NobodyIsRefusedAndFewAsk(double rate, int fronts, int seed)
    {
        var (run, _, _) = NewRun(rate, 1, fronts, seed);
        for (var front = 0; front < fronts; front++)
        {
            run.SetDemand(front, 0.6 * rate / fronts);
        }

        run.Run(TimeSpan.FromSeconds(60));

        Assert.Equal(0, run.Refused);
        Assert.InRange(run.Messages / (60.0 * fronts), 0, 13);
    }

    [Fact]
    public void Hear_LedgerIsSilent_FrontsGoOnTogetherNoFasterThanTheRate()
    {
        var (run, limit, _) = NewRun(100, 1, 3, 5);
        for (var front = 0; front < 3; front++)
        {
            run.SetDemand(front, 100);
        }

        run.Run(TimeSpan.FromSeconds(10));
        run.KillLedger();
        run.Run(TimeSpan.FromSeconds(2));
        var before = run.Admitted.Count;
        run.Run(TimeSpan.FromSeconds(10));

        Assert.InRange((run.Admitted.Count - before) / 10.0, 80, 100);
        Assert.InRange(run.Excess(100), 0, limit.Capacity + 1e-6);
    }

    [Fact]
    public void Hear_FrontIsGone_ItsShareIsTheOthersWhenThatIsKnown()
    {
        var (run, _, _) = NewRun(100, 1, 2, 6);
        run.SetDemand(0, 200);
        run.SetDemand(1, 200);
        run.Run(TimeSpan.FromSeconds(5));
        run.ReplaceFront(1);
        run.SetDemand(1, 0);
        run.Run(TimeSpan.FromSeconds(20));
        var before = run.Admitted.Count;
        run.Run(TimeSpan.FromSeconds(10));

        Assert.InRange((run.Admitted.Count - before) / 10.0, 95, 101);
    }

    private static void Trouble(QuotaRun run, Random random, double rate, int fronts, Action trouble)
    {
        for (var round = 0; round < 15; round++)
        {
            run.SetDemand(random.Next(fronts), random.NextDouble() * 3 * rate);
            run.Run(TimeSpan.FromSeconds(random.NextDouble() * 4));
            if (random.Next(3) == 0)
            {
                trouble();
            }
        }
    }

    private static void EndLedger(QuotaRun run, Random random)
    {
        run.KillLedger();
        run.Run(TimeSpan.FromSeconds(random.NextDouble() * 20));
        run.StartLedger();
    }

    private static (QuotaRun Run, QuotaLimit Limit, Random Random) NewRun(double rate, double burst, int fronts, int seed)
    {
        var limit = new QuotaLimit(rate, TimeSpan.FromSeconds(burst));
        return (new QuotaRun(limit, new double[fronts], seed), limit, new Random(seed + 1_000));
    }
}
