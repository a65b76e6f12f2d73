using System.Diagnostics;

namespace Krewe.Bench.Placement;

/// <summary>The published experiment: pods arrive one at a time, what does not fit is dropped for good, nothing departs.</summary>
internal sealed class PackingRun
{
    private const int MeasuredAt = 130;

    private readonly List<double> _seconds = [];
    private readonly List<double> _cpuSeconds = [];

    /// <summary>Allocated GPU in percent, the mean over the arrivals at which 130 % have been asked for.</summary>
    public double Allocation { get; private init; }

    /// <summary>Arrived and dropped pods by class of shape.</summary>
    public SortedDictionary<string, (int Arrived, int Dropped)> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>Seconds of processor of each decision, with what the runtime does meanwhile, in order.</summary>
    public IReadOnlyList<double> EachCpuSeconds => _cpuSeconds;

    /// <summary>Seconds of processor that all decisions took: what a machine that has other work cannot blur.</summary>
    public double CpuSeconds { get; private init; }

    /// <summary>Seconds of each decision by the clock, in order.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    public static PackingRun Of(IEnumerable<OpenbPod> arrivals, long capacity, IPackingPolicy policy)
    {
        var (asked, held, sum, events) = (0L, 0L, 0.0, 0);
        var run = new PackingRun();
        var cpu = Environment.CpuUsage.TotalTime;
        foreach (var pod in arrivals)
        {
            var (begun, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            var placed = policy.Place(pod);
            run._seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            run._cpuSeconds.Add((Environment.CpuUsage.TotalTime - begun).TotalSeconds);
            asked += pod.GpuTotal;
            held += placed ? pod.GpuTotal : 0;
            var (arrived, dropped) = run.Classes.GetValueOrDefault(pod.Class);
            run.Classes[pod.Class] = (arrived + 1, dropped + (placed ? 0 : 1));
            if (Math.Round(100.0 * asked / capacity, MidpointRounding.AwayFromZero) == MeasuredAt)
            {
                sum += 100.0 * held / capacity;
                events++;
            }
        }

        return new PackingRun(run) { Allocation = events == 0 ? double.NaN : sum / events, CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds };
    }

    private PackingRun()
    {
    }

    private PackingRun(PackingRun run) => (_seconds, _cpuSeconds, Classes) = (run._seconds, run._cpuSeconds, run.Classes);
}
