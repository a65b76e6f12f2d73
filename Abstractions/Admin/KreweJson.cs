using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Krewe.Naming;

namespace Krewe.Admin;

/// <summary>How the admin API writes and reads JSON: snake_case, enums as words, keys of grains as text, durations as seconds.</summary>
public static class KreweJson
{
    /// <summary>The options of the admin API and of the console.</summary>
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    /// <summary>The same, indented for people.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            WriteIndented = indented,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
                new SecondsJsonConverter(),
                new TextJsonConverter<ModelKey>(ModelKey.Parse),
                new TextJsonConverter<ReplicaId>(ReplicaId.Parse),
                new TextJsonConverter<PoolKey>(PoolKey.Parse),
                new TextJsonConverter<DeviceKey>(DeviceKey.Parse),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
