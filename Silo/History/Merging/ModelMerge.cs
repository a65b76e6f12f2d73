using System.Collections.Immutable;
using Krewe.Admin.History;
using Krewe.History;
using Krewe.Naming;

namespace Krewe.Silo.History.Merging;

/// <summary>One model from the samples of all silos: counts are added, the queue comes from the silo that has it.</summary>
internal static class ModelMerge
{
    /// <param name="model">Which.</param>
    /// <param name="samples">Of all silos; also those before <paramref name="first"/> that the first windows need.</param>
    /// <param name="known">By second from <paramref name="first"/> on: whether any silo kept it.</param>
    /// <param name="first">The first second of the columns.</param>
    public static ModelHistory Merge(ModelKey model, IEnumerable<ModelSample> samples, bool[] known, long first)
    {
        var length = known.Length;
        var bySecond = samples.ToLookup(sample => sample.Second);
        var window = new LatencyWindow();
        var quantiles = new double?[3][];
        for (var i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = new double?[length];
        }

        for (var second = first - Recording.HistoryLimits.WindowSeconds + 1; second < first + length; second++)
        {
            foreach (var sample in bySecond[second])
            {
                window.Add(second, sample.Latencies);
            }

            window.MoveTo(second);
            if (second >= first)
            {
                var at = (int)(second - first);
                quantiles[0][at] = window.Quantile(0.5);
                quantiles[1][at] = window.Quantile(0.95);
                quantiles[2][at] = window.Quantile(0.99);
            }
        }

        ImmutableArray<int?> Sum(Func<ModelSample, int> value) => Column(at => known[at] ? bySecond[first + at].Sum(value) : null);
        ImmutableArray<int?> Queue(Func<ModelSample, int> value) =>
            Column(at => bySecond[first + at].FirstOrDefault(sample => !sample.Waiting.IsEmpty) is { } queue ? value(queue) : null);
        ImmutableArray<int?> Column(Func<int, int?> value) => [.. Enumerable.Range(0, length).Select(value)];

        return new ModelHistory
        {
            Model = model,
            Completed = Sum(sample => sample.Completed),
            Invalid = Sum(sample => sample.Invalid),
            Refused = Sum(sample => sample.Refused),
            Expired = Sum(sample => sample.Expired),
            Failed = Sum(sample => sample.Failed),
            Cancelled = Sum(sample => sample.Cancelled),
            WaitingCritical = Queue(sample => sample.Waiting[0]),
            WaitingStandard = Queue(sample => sample.Waiting[1]),
            WaitingBatch = Queue(sample => sample.Waiting[2]),
            Running = Queue(sample => sample.Running),
            P50 = [.. quantiles[0]],
            P95 = [.. quantiles[1]],
            P99 = [.. quantiles[2]],
        };
    }
}
