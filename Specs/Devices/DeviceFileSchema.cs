using System.Collections.Immutable;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Devices;

/// <summary>The keys of a file of devices. docs/devices.md describes each; a test holds the two together.</summary>
internal static class DeviceFileSchema
{
    /// <summary>Every key by its path.</summary>
    public static ImmutableArray<string> Keys { get; } =
    [
        "classes", "classes.class", "classes.model", "classes.memory_from", "classes.memory_to", "classes.mig",
        "pools", "pools.pool", "pools.classes", "pools.regions", "pools.labels",
        "simulated", "simulated.hosts", "simulated.regions", "simulated.count", "simulated.class", "simulated.model", "simulated.memory",
        "simulated.cores", "simulated.idle_watts", "simulated.max_watts", "simulated.mig", "simulated.foreign_memory", "simulated.background",
        "simulated.faults", "simulated.faults.kind", "simulated.faults.device", "simulated.faults.at", "simulated.faults.for", "simulated.faults.xid",
    ];

    public static KeySchema Schema { get; } = new(Keys);
}
