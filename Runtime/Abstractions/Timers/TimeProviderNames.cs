namespace Orleans.Runtime;

/// <summary>Names under which clocks of single areas may be registered as keyed services; without one, the unkeyed clock counts.</summary>
public static class TimeProviderNames
{
    /// <summary>The clock of grains: timers, time-outs, collection.</summary>
    public const string Grains = "Orleans.Grains";

    /// <summary>The clock of membership.</summary>
    public const string Membership = "Orleans.Membership";
}
