namespace Krewe.Silo.Metrics;

/// <summary>What a metric is, in Prometheus' terms.</summary>
internal enum MetricType
{
    /// <summary>Only grows, from 0 at the start of the silo.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts of values by size, with their sum.</summary>
    Histogram,
}
