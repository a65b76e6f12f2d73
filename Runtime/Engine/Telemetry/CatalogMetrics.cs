using System.Diagnostics.Metrics;
using Krewe.Runtime.Activations;
using Orleans;
using Orleans.Runtime;
using Orleans.Statistics;

namespace Krewe.Runtime.Telemetry;

/// <summary>What is looked at when somebody asks: activations and memory.</summary>
internal sealed class CatalogMetrics : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan WorkingSet = TimeSpan.FromMinutes(10);

    public CatalogMetrics(EngineMetrics metrics, Catalog catalog, IEnvironmentStatisticsProvider environment)
    {
        var meter = metrics.Meter;
        meter.CreateObservableGauge("orleans-catalog-activations", () => catalog.Count);
        meter.CreateObservableGauge("orleans-catalog-activation-working-set", () => catalog.CountUsedWithin(WorkingSet));
        meter.CreateObservableGauge("orleans-grains", () => catalog.Activations
            .GroupBy(static activation => activation.GrainId.Type)
            .Select(static group => new Measurement<int>(group.Count(), new KeyValuePair<string, object?>("grain_type", group.Key.ToString()))));
        meter.CreateObservableGauge(
            "orleans-runtime-available-memory", () => environment.GetEnvironmentStatistics().RawAvailableMemoryBytes / (1 << 20), "MB");
        meter.CreateObservableGauge(
            "orleans-runtime-total-physical-memory", () => environment.GetEnvironmentStatistics().MaximumAvailableMemoryBytes / (1 << 20), "MB");
    }

    /// <summary>Taking part brings it to life; it has nothing to start.</summary>
    public void Participate(ISiloLifecycle lifecycle)
    {
    }
}
