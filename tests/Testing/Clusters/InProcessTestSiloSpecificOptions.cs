namespace Orleans.TestingHost;

/// <summary>What is one silo's own.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    /// <summary>Its name.</summary>
    public string SiloName { get; init; } = string.Empty;

    /// <summary>The port in its identity. No port is opened.</summary>
    public int SiloPort { get; init; }
}
