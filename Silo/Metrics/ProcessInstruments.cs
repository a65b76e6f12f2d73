using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Krewe.Silo.Metrics;

/// <summary>What the silo's process uses, under the names that Prometheus' own client libraries give.</summary>
internal static class ProcessInstruments
{
    /// <summary>Makes them.</summary>
    public static void Create(Meter meter)
    {
        using var self = Process.GetCurrentProcess();
        var startedAt = new DateTimeOffset(self.StartTime).ToUnixTimeMilliseconds() / 1_000d;
        meter.CreateObservableCounter(MetricCatalog.ProcessCpu.Name, () => Environment.CpuUsage.TotalTime.TotalSeconds, description: MetricCatalog.ProcessCpu.Help);
        meter.CreateObservableGauge(MetricCatalog.ProcessMemory.Name, () => Environment.WorkingSet, description: MetricCatalog.ProcessMemory.Help);
        meter.CreateObservableGauge(MetricCatalog.ProcessStart.Name, () => startedAt, description: MetricCatalog.ProcessStart.Help);
        meter.CreateObservableCounter(MetricCatalog.GcCollections.Name, Collections, description: MetricCatalog.GcCollections.Help);
        meter.CreateObservableCounter(MetricCatalog.GcPause.Name, () => GC.GetTotalPauseDuration().TotalSeconds, description: MetricCatalog.GcPause.Help);
        meter.CreateObservableGauge(MetricCatalog.GcHeap.Name, () => GC.GetGCMemoryInfo().HeapSizeBytes, description: MetricCatalog.GcHeap.Help);
        meter.CreateObservableGauge(MetricCatalog.Threads.Name, () => ThreadPool.ThreadCount, description: MetricCatalog.Threads.Help);
    }

    /// <summary>A collection of a generation also collects the younger ones and is counted for each; here it counts once.</summary>
    private static IEnumerable<Measurement<long>> Collections()
    {
        for (var generation = GC.MaxGeneration; generation >= 0; generation--)
        {
            var older = generation == GC.MaxGeneration ? 0 : GC.CollectionCount(generation + 1);
            yield return new Measurement<long>(
                GC.CollectionCount(generation) - older,
                new KeyValuePair<string, object?>(MetricLabels.Generation, generation.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
