using System.Collections.Immutable;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Yaml;

/// <summary>The keys of a model's document. docs/specs.md describes each; a test holds the two together.</summary>
internal static class SpecSchema
{
    public const string ModelKind = "model";

    /// <summary>Every key by its path, in the order in which specs are written.</summary>
    public static ImmutableArray<string> Keys { get; } =
    [
        "kind", "name", "tenant", "version", "region", "regions", "regions.allow", "regions.standby", "regions.near", "pool", "replicas", "class", "timeout", "idempotent", "concurrency",
        "queue", "queue.max_requests", "queue.max_bytes", "queue.ageing_bound", "queue.shards", "queue.weights", "queue.max_keys",
        "queue.quota", "queue.quota.requests", "queue.quota.per_key", "queue.quota.keys", "queue.quota.burst",
        "scaling", "scaling.min", "scaling.max", "scaling.objective",
        "scaling.objectives", "scaling.objectives.critical", "scaling.objectives.standard", "scaling.objectives.batch", "scaling.attainment", "scaling.idle", "scaling.stabilization", "scaling.warm",
        "scaling.schedules", "scaling.schedules.days", "scaling.schedules.from", "scaling.schedules.to", "scaling.schedules.zone",
        "scaling.schedules.min", "scaling.schedules.max",
        "batching", "batching.max_size", "batching.max_delay", "batching.preferred_sizes", "hedging",
        "resources", "resources.cpu", "resources.memory",
        "resources.devices", "resources.devices.count", "resources.devices.classes", "resources.devices.memory", "resources.devices.compute",
        "backend", "backend.command", "backend.arguments", "backend.environment", "backend.directory", "backend.url", "backend.model",
        "backend.startup_timeout", "backend.stop_grace",
        "backend.weights", "backend.weights.source", "backend.weights.digest", "backend.weights.name", "backend.weights.size",
    ];

    /// <summary>The same, for readers.</summary>
    public static KeySchema Schema { get; } = new(Keys);

    /// <summary>The keys of one mapping, without its path.</summary>
    public static ImmutableArray<string> ChildrenOf(string path) => Schema.ChildrenOf(path);
}
