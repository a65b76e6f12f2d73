namespace Krewe.Silo.Metrics;

/// <summary>Where snapshots come from.</summary>
internal interface IMetricsSource
{
    /// <summary>Looks at the cluster.</summary>
    Task<MetricsSnapshot> ReadAsync(CancellationToken cancellationToken);
}
