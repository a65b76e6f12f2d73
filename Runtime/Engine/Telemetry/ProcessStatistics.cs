using Orleans.Statistics;

namespace Krewe.Runtime.Telemetry;

/// <summary>Measures this process when it is asked, but not more often than once in a second.</summary>
internal sealed class ProcessStatistics(TimeProvider time) : IEnvironmentStatisticsProvider
{
    private const float Weight = 0.3f; // of the newest measurement
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private EnvironmentStatistics _latest; // under _gate
    private long? _measuredAt; // under _gate
    private TimeSpan _processor; // under _gate

    public EnvironmentStatistics GetEnvironmentStatistics()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var elapsed = _measuredAt is { } before ? time.GetElapsedTime(before, now) : TimeSpan.Zero;
            if (_measuredAt is not null && elapsed < Least)
            {
                return _latest;
            }

            var processor = OperatingSystem.IsBrowser() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime;
            var cpu = elapsed > TimeSpan.Zero ? (float)Math.Clamp(100 * (processor - _processor) / elapsed / Environment.ProcessorCount, 0, 100) : 0;
            var collector = GC.GetGCMemoryInfo();
            var used = Environment.WorkingSet;
            var available = Math.Max(0, collector.TotalAvailableMemoryBytes - collector.MemoryLoadBytes);
            var isFirst = _measuredAt is null;
            (_measuredAt, _processor) = (now, processor);
            return _latest = new EnvironmentStatistics
            {
                RawCpuUsagePercentage = cpu,
                RawMemoryUsageBytes = used,
                RawAvailableMemoryBytes = available,
                MaximumAvailableMemoryBytes = collector.TotalAvailableMemoryBytes,
                FilteredCpuUsagePercentage = isFirst ? cpu : Smooth(_latest.FilteredCpuUsagePercentage, cpu),
                FilteredMemoryUsageBytes = isFirst ? used : (long)Smooth(_latest.FilteredMemoryUsageBytes, used),
                FilteredAvailableMemoryBytes = isFirst ? available : (long)Smooth(_latest.FilteredAvailableMemoryBytes, available),
            };
        }
    }

    private static float Smooth(float old, float newest) => old + (Weight * (newest - old));

    private static double Smooth(long old, long newest) => old + (Weight * (double)(newest - old));
}
