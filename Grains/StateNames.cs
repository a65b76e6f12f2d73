namespace Krewe.Grains;

/// <summary>The names under which grains keep their state. Unique in the service: the grain's type is not part of a state's key.</summary>
public static class StateNames
{
    /// <summary>The storage that every grain uses.</summary>
    public const string Storage = "krewe";

    /// <summary>The log of events that must not be lost; in a cluster.</summary>
    public const string Events = "krewe";

    internal const string Host = "host-ledger";
    internal const string Device = "device-faults";
    internal const string Fleet = "fleet";
    internal const string Pool = "pool";
    internal const string Replica = "replica";
    internal const string Model = "model";
    internal const string Forecast = "forecast";
    internal const string Scaling = "scaling";
    internal const string Quota = "quota";
    internal const string Machines = "machines";
}
