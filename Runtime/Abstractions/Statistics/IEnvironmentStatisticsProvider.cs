namespace Orleans.Statistics;

/// <summary>Measures processor and memory.</summary>
public interface IEnvironmentStatisticsProvider
{
    /// <summary>The newest values.</summary>
    EnvironmentStatistics GetEnvironmentStatistics();
}
