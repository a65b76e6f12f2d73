using System.Text.Json.Nodes;

namespace Krewe.Specs.Yaml.Writing;

/// <summary>A model's spec as the tree that its YAML document holds; keys in the order of the schema.</summary>
internal static class SpecDocument
{
    /// <summary>The whole tree: with every key that has a value.</summary>
    public static JsonObject Full(ModelSpec spec) => new()
    {
        ["kind"] = SpecSchema.ModelKind,
        ["name"] = spec.Name,
        ["tenant"] = spec.Tenant,
        ["version"] = spec.Version,
        ["region"] = spec.Region,
        ["regions"] = Regions(spec.Regions),
        ["pool"] = spec.Pool,
        ["replicas"] = spec.Replicas,
        ["class"] = spec.Class.ToString().ToLowerInvariant(),
        ["timeout"] = SpecUnits.FormatDuration(spec.Timeout),
        ["idempotent"] = spec.Idempotent,
        ["concurrency"] = spec.Concurrency,
        ["queue"] = new JsonObject
        {
            ["max_requests"] = spec.Queue.MaxRequests,
            ["max_bytes"] = Size(spec.Queue.MaxBytes),
            ["ageing_bound"] = SpecUnits.FormatDuration(spec.Queue.AgeingBound),
            ["shards"] = spec.Queue.Shards,
            ["weights"] = new JsonObject(spec.Queue.Weights
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            ["max_keys"] = spec.Queue.MaxKeys,
            ["quota"] = QuotaDocument.Of(spec.Queue.Quota),
        },
        ["scaling"] = ScalingDocument.Of(spec.Scaling),
        ["batching"] = new JsonObject
        {
            ["max_size"] = spec.Batching.MaxSize,
            ["max_delay"] = SpecUnits.FormatDuration(spec.Batching.MaxDelay),
            ["preferred_sizes"] = new JsonArray([.. spec.Batching.PreferredSizes.Select(size => JsonValue.Create(size))]),
        },
        ["hedging"] = Thousandths(spec.HedgeThousandths),
        ["resources"] = new JsonObject
        {
            ["cpu"] = Thousandths(spec.Resources.CpuMillicores),
            ["memory"] = Size(spec.Resources.MemoryBytes),
            ["devices"] = new JsonObject
            {
                ["count"] = spec.Resources.Devices.Count,
                ["classes"] = Texts(spec.Resources.Devices.Classes),
                ["memory"] = Size(spec.Resources.Devices.MemoryBytes),
                ["compute"] = Thousandths(spec.Resources.Devices.ComputeThousandths),
            },
        },
        ["backend"] = new JsonObject
        {
            ["command"] = spec.Backend.Command,
            ["arguments"] = Texts(spec.Backend.Arguments),
            ["environment"] = new JsonObject(spec.Backend.Environment
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            ["directory"] = spec.Backend.WorkingDirectory,
            ["url"] = spec.Backend.Url,
            ["model"] = spec.Backend.ModelName,
            ["startup_timeout"] = SpecUnits.FormatDuration(spec.Backend.StartupTimeout),
            ["stop_grace"] = SpecUnits.FormatDuration(spec.Backend.StopGrace),
            ["weights"] = new JsonArray([.. spec.Backend.Weights.Select(Weights)]),
        },
    };

    /// <summary>The tree without what is as the defaults have it. A command without a directory keeps its null, which says so.</summary>
    public static JsonObject Brief(ModelSpec spec)
    {
        var tree = Full(spec);
        Prune(tree, Full(new ModelSpec { Name = "", Backend = new BackendSpec() }));
        tree.Insert(0, "kind", SpecSchema.ModelKind);
        if (spec.Backend is { Command: not null, WorkingDirectory: null })
        {
            ((JsonObject)tree["backend"]!)["directory"] = null;
        }

        return tree;
    }

    private static void Prune(JsonObject tree, JsonObject defaults)
    {
        foreach (var (key, standard) in defaults)
        {
            if (JsonNode.DeepEquals(tree[key], standard))
            {
                tree.Remove(key);
            }
            else if (tree[key] is JsonObject nested && standard is JsonObject { Count: > 0 } nestedDefaults)
            {
                Prune(nested, nestedDefaults);
            }
        }
    }

    private static JsonObject? Regions(RegionsSpec? regions) => regions is null ? null : new JsonObject
    {
        ["allow"] = Texts(regions.Allow),
        ["standby"] = regions.Standby,
        ["near"] = regions.Near is { } near ? SpecUnits.FormatDuration(near) : null,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Weights(WeightsSpec weights)
    {
        var tree = new JsonObject { ["source"] = weights.Source, ["digest"] = weights.Digest, ["name"] = weights.Name };
        if (weights.Bytes is { } bytes)
        {
            tree["size"] = Size(bytes);
        }

        return tree;
    }

    /// <summary>Small counts stay numbers, the rest have a unit.</summary>
    private static JsonValue Size(long bytes)
    {
        var text = SpecUnits.FormatBytes(bytes);
        return char.IsAsciiDigit(text[^1]) ? JsonValue.Create(bytes) : JsonValue.Create(text);
    }

    private static JsonValue Thousandths(int value) => JsonValue.Create(value / 1_000m);
}
