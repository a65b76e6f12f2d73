using System.Buffers;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Writes the small answers: health and the server's metadata.</summary>
internal static class ServerDocuments
{
    /// <summary>Writes <c>{"name", "version", "extensions"}</c> for <c>/v2</c>.</summary>
    internal static void WriteMetadata(IBufferWriter<byte> output, string name, string version, IEnumerable<string> extensions)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("version"u8, version);
        json.WriteStartArray("extensions"u8);
        foreach (var extension in extensions)
        {
            json.WriteStringValue(extension);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes <c>{"live": …}</c>.</summary>
    internal static void WriteLive(IBufferWriter<byte> output, bool live) =>
        output.Write(live ? "{\"live\":true}"u8 : "{\"live\":false}"u8);

    /// <summary>Writes <c>{"ready": …}</c>.</summary>
    internal static void WriteReady(IBufferWriter<byte> output, bool ready) =>
        output.Write(ready ? "{\"ready\":true}"u8 : "{\"ready\":false}"u8);

    /// <summary>Writes <c>{"name": …, "ready": …}</c> of one model.</summary>
    internal static void WriteModelReady(IBufferWriter<byte> output, string name, bool ready)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteBoolean("ready"u8, ready);
        json.WriteEndObject();
    }
}
