using System.Text.Json;
using Krewe.Admin;
using Orleans.Storage;

namespace Krewe.Silo.Hosting;

/// <summary>Grain state as the JSON that the admin API speaks: readable in the database, tolerant of added members.</summary>
internal sealed class GrainStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, KreweJson.Options));

    public T? Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonSerializer.Deserialize<T>(input.ToMemory().Span, KreweJson.Options);
    }
}
