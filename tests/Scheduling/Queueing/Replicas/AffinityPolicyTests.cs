using Krewe.Scheduling.Queueing.Replicas;

namespace Krewe.Scheduling.Tests.Queueing.Replicas;

public class AffinityPolicyTests
{
    [Fact]
    public void Score_ManyKeys_SpreadOverReplicas_AndOnlyThoseOfALostOneMove()
    {
        var replicas = Enumerable.Range(0, 5).Select(at => $"default/model@local/{at}").ToArray();
        var counts = new int[5];
        for (var key = 0; key < 5_000; key++)
        {
            var best = Best($"session-{key}", replicas);
            counts[Array.IndexOf(replicas, best)]++;
            var without = Best($"session-{key}", replicas[..4]);
            Assert.True(best == replicas[4] || best == without);
        }

        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }

    private static string Best(string key, string[] replicas) => replicas.MaxBy(replica => AffinityPolicy.Score(key, replica))!;
}
