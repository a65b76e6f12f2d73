using System.Collections.Immutable;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Machines;

/// <summary>The keys of a file of machines. docs/machines.md describes each; a test holds the two together.</summary>
internal static class MachineFileSchema
{
    /// <summary>Every key by its path.</summary>
    public static ImmutableArray<string> Keys { get; } =
    [
        "prices", "prices.class", "prices.regions", "prices.purchase", "prices.device_second", "prices.interruptions",
        "machines", "machines.name", "machines.region", "machines.zone", "machines.pool", "machines.purchase", "machines.cpu", "machines.memory",
        "machines.devices", "machines.class", "machines.device_memory", "machines.price", "machines.interruptions", "machines.min", "machines.max",
        "machines.start", "machines.start_limit", "machines.idle",
        "spot", "spot.critical", "spot.standard", "spot.batch", "spot.group", "spot.pause",
        "provider", "provider.kind", "provider.add", "provider.remove", "provider.list", "provider.timeout",
    ];

    public static KeySchema Schema { get; } = new(Keys);
}
