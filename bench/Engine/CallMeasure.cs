using System.Diagnostics;

namespace Krewe.Bench.Engine;

/// <summary>What callers got out of an engine, each with one call after the other.</summary>
/// <param name="Rate">Calls a second.</param>
/// <param name="Median">The time of a call, as its caller sees it.</param>
/// <param name="LeastShare">Calls of the caller that got the fewest, over the mean; 1 is fair.</param>
/// <param name="MostShare">Calls of the caller that got the most, over the mean.</param>
internal sealed record CallMeasure(double Rate, TimeSpan Median, double LeastShare, double MostShare)
{
    /// <summary>So many callers for so long. A caller yields between its calls, so that none lives on another's thread.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="duration">How long calls are begun.</param>
    /// <param name="grainOf">The grain that a caller calls.</param>
    public static async Task<CallMeasure> RunAsync(int callers, TimeSpan duration, Func<int, IPingGrain> grainOf)
    {
        var counts = new long[callers];
        var times = new List<long>[callers];
        var begin = Stopwatch.GetTimestamp();
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller))));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var mean = counts.Average();
        var sorted = times.SelectMany(some => some).Order().ToArray();
        return new CallMeasure(
            counts.Sum() / seconds,
            Stopwatch.GetElapsedTime(0, sorted[sorted.Length / 2]),
            counts.Min() / mean,
            counts.Max() / mean);

        async Task CallAsync(int caller)
        {
            var grain = grainOf(caller);
            var sampled = times[caller] = new List<long>(4_096);
            for (var number = 0; ; number++)
            {
                var started = Stopwatch.GetTimestamp();
                if (started >= end)
                {
                    break;
                }

                if (await grain.Ping(number) != number)
                {
                    throw new InvalidOperationException($"Caller {caller} got another's answer.");
                }

                // One in sixteen is enough for a median, and does not make the collector part of what is measured.
                if ((number & 15) == 0)
                {
                    sampled.Add(Stopwatch.GetTimestamp() - started);
                }

                counts[caller]++;
                await Task.Yield();
            }
        }
    }

    /// <summary>The run in the middle, by its rate.</summary>
    public static CallMeasure MedianOf(IEnumerable<CallMeasure> runs)
    {
        var sorted = runs.OrderBy(run => run.Rate).ToList();
        return sorted[sorted.Count / 2];
    }
}
