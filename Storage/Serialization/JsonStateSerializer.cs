using System.Text.Json;
using Orleans.Storage;

namespace Krewe.Storage.Serialization;

/// <summary>Grain state as JSON by System.Text.Json.</summary>
/// <param name="options">How; a host passes the options that know its types. Null for those of <see cref="DefaultOptions"/>.</param>
public sealed class JsonStateSerializer(JsonSerializerOptions? options = null) : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions _options = options ?? DefaultOptions;

    /// <summary>Properties and fields under their own names.</summary>
    public static JsonSerializerOptions DefaultOptions { get; } = new() { IncludeFields = true };

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, _options));

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonSerializer.Deserialize<T>(input.ToMemory().Span, _options);
    }
}
