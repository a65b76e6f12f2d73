using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;

namespace Krewe.Bench.Faro;

/// <summary>
/// How few device-hours could do on a day, whoever decides minute by minute: the rates of all minutes are known, and replicas come and go at once and cost
/// nothing while they do. What share is late at a rate with so many replicas is tried in the replay; the minutes are then chosen so that the
/// fewest hours keep the share of late requests (a Lagrange multiplier, found by bisection). Only one who answers within a minute to what has arrived could do with less.
/// </summary>
internal static class FaroBound
{
    private const int TriedMinutes = 600;
    private const int MoreThanLoad = 6;
    private const double Fewest = 15;
    private const double Spacing = 1.1;
    private const int MostReplicas = 64;
    private const double MostPrice = 1000;

    public static double Hours(RateTrace trace, ReplayRules rules, double late)
    {
        var most = trace.Counts.Max(line => line.Max());
        var grid = new List<int>();
        for (var count = Fewest; grid.Count == 0 || grid[^1] < most; count = Math.Max(count + 1, count * Spacing))
        {
            grid.Add((int)count);
        }

        var shares = grid.Select(count => Try(count, rules)).ToArray();
        var (low, high) = (0.0, MostPrice);
        for (var round = 0; round < 40; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Choose(trace, grid, shares, middle).Late > late * trace.Requests ? (middle, high) : (low, middle);
        }

        return Choose(trace, grid, shares, high).Hours;
    }

    // The share of late requests by number of replicas, at a constant rate.
    private static double[] Try(int count, ReplayRules rules)
    {
        var first = Math.Max(1, (int)(count * rules.Service.Mean / 60));
        var trace = new RateTrace(["model"], [[.. Enumerable.Repeat(count, TriedMinutes)]]);
        var shares = new double[MostReplicas + 1];
        shares.AsSpan(0, first).Fill(1);
        for (var replicas = first; replicas <= MostReplicas; replicas++)
        {
            shares[replicas] = replicas < first + MoreThanLoad
                ? 1 - Replayer.Run(rules with { InitialReplicas = replicas }, trace, replicas, new FixedScaler(), 1).InTime
                : shares[replicas - 1];
        }

        return shares;
    }

    // What is cheapest in each minute, when a late request costs so many seconds of a replica.
    private static (double Hours, double Late) Choose(RateTrace trace, List<int> grid, double[][] shares, double price)
    {
        var (hours, late) = (0.0, 0.0);
        foreach (var count in trace.Counts.SelectMany(line => line).Where(count => count > 0))
        {
            var above = Math.Max(0, grid.FindIndex(tried => tried >= count));
            var below = Math.Max(0, above - 1);
            var part = above == below ? 1 : (double)(count - grid[below]) / (grid[above] - grid[below]);
            double Late(int replicas) => count * (((1 - part) * shares[below][replicas]) + (part * shares[above][replicas]));
            var best = Enumerable.Range(1, MostReplicas).MinBy(replicas => (replicas * trace.StepSeconds) + (price * Late(replicas)));
            hours += best * trace.StepSeconds / 3600;
            late += Late(best);
        }

        return (hours, late);
    }
}
