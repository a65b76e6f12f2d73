using System.Collections.Immutable;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>
/// Late arrivals by class, where more important classes are served before others. A class and those above it meet a queue in which only they are:
/// what is less important never goes before them, but may be in service when they come. So each class has the chain of the load up to it, by
/// its own objective, and is late more by what <see cref="QueueChain.LateBehindOthers"/> says in the time in which others alone keep the servers busy. See docs/scaling.md, Classes.
/// </summary>
internal static class ClassOutlook
{
    /// <summary>Sums over the steps.</summary>
    /// <param name="chains">Of each class, the most important first, the chains of the load up to it.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="replicas">Replicas that serve, by step.</param>
    /// <param name="scenarios">How demand of all classes may go on.</param>
    /// <param name="from">The first step that counts.</param>
    /// <param name="fade">What a step counts against the one before it.</param>
    /// <param name="byRequests">True for numbers of late requests; false for the sum of shares, each step counting 1.</param>
    /// <param name="late">Takes the sum of each class.</param>
    public static void Sum(
        ImmutableArray<ChainCache> chains, ImmutableArray<ClassLoad> classes, ReadOnlySpan<int> replicas, IReadOnlyList<DemandScenario> scenarios,
        int from, double fade, bool byRequests, Span<double> late)
    {
        Span<double> cells = stackalloc double[QueueChain.Cells];
        Span<double> spare = stackalloc double[QueueChain.Cells];
        Span<double> busy = stackalloc double[replicas.Length];
        late.Clear();
        var all = classes.Sum(one => one.Share);
        foreach (var scenario in scenarios)
        {
            // The least important first: its chain holds everybody, and says how often all servers are busy.
            for (var at = classes.Length - 1; at >= 0; at--)
            {
                var (upTo, inside, weight) = (ShareUpTo(classes, at) / all, InsideUpTo(classes, at), scenario.Weight);
                var walk = new ChainWalk(cells, spare);
                for (var step = 0; step < replicas.Length; step++)
                {
                    var rate = scenario.Rates[Math.Min(step, scenario.Rates.Length - 1)];
                    var chain = chains[at].Of(replicas[step], rate * upTo);
                    var share = walk.Step(chain, replicas[step], inside);
                    busy[step] = at == classes.Length - 1 ? walk.Busy : busy[step];
                    share = Math.Min(1, share + (Math.Max(0, busy[step] - walk.Busy) * chain.LateBehindOthers));

                    // A step in which nobody comes has nobody late.
                    var seconds = chains[at].StepSeconds;
                    var counts = byRequests ? rate * classes[at].Share / all * seconds : 1 - Math.Exp(-rate * seconds);
                    late[at] += step >= from ? weight * share * counts : 0;
                    weight *= fade;
                }
            }
        }
    }

    /// <summary>The share of requests of a class and those above it.</summary>
    public static double ShareUpTo(ImmutableArray<ClassLoad> classes, int last)
    {
        var share = 0.0;
        for (var at = 0; at <= last; at++)
        {
            share += classes[at].Share;
        }

        return share;
    }

    private static double InsideUpTo(ImmutableArray<ClassLoad> classes, int last)
    {
        var inside = 0.0;
        for (var at = 0; at <= last; at++)
        {
            inside += classes[at].Inside;
        }

        return inside;
    }
}
