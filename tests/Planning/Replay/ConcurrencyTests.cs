using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Tests.Replay;

/// <summary>Replicas that serve several requests at the same time.</summary>
public class ConcurrencyTests
{
    private static readonly ReplayRules Rules = ReplayRules.Faro with { SlotsPerReplica = 1, QueueLimit = 400, Service = TimeDistribution.Lognormal(0.4, 0.08, 0.075) };

    [Fact]
    public void Run_FourAtATime_DoWhatFourReplicasDo()
    {
        ReplayResult Run(int concurrency, int replicas) =>
            Replayer.Run(Rules with { Concurrency = concurrency, SlotsPerReplica = concurrency, InitialReplicas = replicas }, Traces.Flat(3000, 10), replicas, new FixedScaler(), 2);
        var (wide, narrow) = (Run(4, 2), Run(1, 8));
        Assert.InRange(wide.InTime, narrow.InTime - 0.01, narrow.InTime + 0.01);
        Assert.Equal(narrow.DeviceHours, 4 * wide.DeviceHours, 1e-9);
        Assert.InRange(Run(1, 2).InTime, 0, 0.1);
    }

    [Theory]
    [InlineData("ours")]
    [InlineData("hpa")]
    [InlineData("kpa")]
    public void Run_FourAtATime_TakesAFourthOfTheReplicas(string policy)
    {
        var trace = Traces.Waves(5, 1, 40, 2500);
        ReplayResult Run(int concurrency)
        {
            var rules = Rules with { Concurrency = concurrency, SlotsPerReplica = concurrency };
            IReplayScaler scaler = policy switch
            {
                "ours" => new AheadScaler("ahead", rules, new ScalingOptions { PlacesCost = true, Tolerance = 0.02 }, new ClairvoyantOutlook(trace)),
                "hpa" => new HpaScaler(0.7),
                _ => new KpaScaler(0.8),
            };
            return Replayer.Run(rules, trace, 40, scaler, 3);
        }

        var (wide, narrow) = (Run(4), Run(1));
        Assert.InRange(wide.DeviceHours / narrow.DeviceHours, 0.22, 0.5);
        Assert.InRange(wide.InTime, 0.9, 1);
    }
}
