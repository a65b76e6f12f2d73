using System.Diagnostics;
using Krewe.Testing.Load;

namespace Krewe.Bench.Load;

/// <summary>What one run of a load gave.</summary>
/// <param name="Rate">Operations per second.</param>
/// <param name="Latencies">Of each operation.</param>
internal sealed record LoadMeasure(double Rate, LatencyHistogram Latencies)
{
    public double QuantileMs(double share) => Latencies.Quantile(share).TotalMilliseconds;

    /// <summary>So many callers, each with one operation after the other, until the count is reached.</summary>
    public static async Task<LoadMeasure> ClosedAsync(int callers, int count, Func<int, Task> operation)
    {
        var latencies = new LatencyHistogram();
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                var started = Stopwatch.GetTimestamp();
                await operation(number);
                latencies.Record(Stopwatch.GetElapsedTime(started));
            }
        })));
        return new LoadMeasure(count / watch.Elapsed.TotalSeconds, latencies);
    }

    /// <summary>Bursts of operations that are begun at once, the next when all of the last have ended; latency counts from the burst's begin.</summary>
    public static async Task<LoadMeasure> BurstsAsync(int burst, int count, Func<int, Task> operation)
    {
        var latencies = new LatencyHistogram();
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < count; first += burst)
        {
            var begin = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(first, Math.Min(burst, count - first)).Select(async number =>
            {
                await operation(number);
                latencies.Record(Stopwatch.GetElapsedTime(begin));
            }));
        }

        return new LoadMeasure(count / watch.Elapsed.TotalSeconds, latencies);
    }

    /// <summary>
    /// So many operations a second, whether those before have ended or not. Latency counts from when an operation was due, so that a
    /// stall is not hidden by what it kept from being sent.
    /// </summary>
    public static async Task<LoadMeasure> PacedAsync(int perSecond, TimeSpan duration, Func<int, Task> operation)
    {
        var latencies = new LatencyHistogram();
        var count = (int)(perSecond * duration.TotalSeconds);
        var running = new List<Task>(count);
        var start = Stopwatch.GetTimestamp();
        while (running.Count < count)
        {
            var due = Math.Min(count, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond));
            while (running.Count < due)
            {
                running.Add(RunAsync(running.Count));
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(running);
        return new LoadMeasure(count / Stopwatch.GetElapsedTime(start).TotalSeconds, latencies);

        async Task RunAsync(int number)
        {
            await operation(number);
            latencies.Record(Stopwatch.GetElapsedTime(start) - TimeSpan.FromSeconds((double)number / perSecond));
        }
    }

    /// <summary>The run in the middle, by its rate.</summary>
    public static LoadMeasure Median(IReadOnlyList<LoadMeasure> runs) => runs.OrderBy(run => run.Rate).ElementAt(runs.Count / 2);
}
