namespace Orleans.Configuration;

/// <summary>Which cluster.</summary>
public sealed class ClusterOptions
{
    /// <summary>The default of both.</summary>
    internal const string Default = "default";

    /// <summary>The cluster; silos of one cluster find each other.</summary>
    public string ClusterId { get; set; } = Default;

    /// <summary>The service; state and reminders belong to it.</summary>
    public string ServiceId { get; set; } = Default;
}
