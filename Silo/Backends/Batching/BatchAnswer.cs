using System.Buffers;
using System.Text.Json;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Backends.Batching;

/// <summary>Splits the answer to a batch by the first dimension of its outputs.</summary>
internal static class BatchAnswer
{
    // As far as an answer may nest.
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 48 };

    /// <summary>An answer for each request; null with the reason when an output has not a row for each row of the batch.</summary>
    /// <param name="body">The model server's answer.</param>
    /// <param name="rows">Rows of each request.</param>
    /// <param name="fault">Why it cannot be split; empty when it was.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? TrySplit(ReadOnlyMemory<byte> body, IReadOnlyList<int> rows, out string fault)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Depth);
            var total = rows.Sum(count => (long)count);
            var parts = rows.Select(_ => new ArrayBufferWriter<byte>()).ToList();
            var writers = parts.Select(part => new Utf8JsonWriter(part, new JsonWriterOptions { SkipValidation = true })).ToList();
            fault = "";
            foreach (var writer in writers)
            {
                writer.WriteStartObject();
                if (document.RootElement.TryGetProperty("parameters"u8, out var parameters) && parameters.ValueKind == JsonValueKind.Object)
                {
                    writer.WritePropertyName("parameters"u8);
                    writer.WriteRawValue(JsonMarshalRaw(parameters), skipInputValidation: true);
                }

                writer.WriteStartArray("outputs"u8);
            }

            foreach (var output in document.RootElement.GetProperty("outputs"u8).EnumerateArray())
            {
                if (!TrySplit(output, rows, total, writers, out fault))
                {
                    return null;
                }
            }

            foreach (var writer in writers)
            {
                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.Dispose();
            }

            return [.. parts.Select(part => part.WrittenMemory)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            fault = $"its answer is not the protocol's: {exception.Message}";
            return null;
        }
    }

    private static bool TrySplit(JsonElement output, IReadOnlyList<int> rows, long total, List<Utf8JsonWriter> writers, out string fault)
    {
        var name = output.GetProperty("name"u8).GetString();
        var shape = output.GetProperty("shape"u8).EnumerateArray().Select(dimension => dimension.GetInt64()).ToList();
        var data = output.GetProperty("data"u8);
        if (shape.Count == 0 || shape[0] != total)
        {
            fault = $"output '{name}' has the shape [{string.Join(", ", shape)}], and the batch has {total} rows";
            return false;
        }

        // Flat data has so many elements for a row, nested data one array.
        var length = data.GetArrayLength();
        if (length % total != 0)
        {
            fault = $"output '{name}' has {length} elements for {total} rows";
            return false;
        }

        var (each, elements) = (length / total, data.EnumerateArray());
        for (var at = 0; at < rows.Count; at++)
        {
            var writer = writers[at];
            writer.WriteStartObject();
            foreach (var member in output.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                if (member.NameEquals("data"u8))
                {
                    writer.WriteStartArray();
                    for (var element = 0L; element < rows[at] * each; element++)
                    {
                        elements.MoveNext();
                        writer.WriteRawValue(JsonMarshalRaw(elements.Current), skipInputValidation: true);
                    }

                    writer.WriteEndArray();
                }
                else if (member.NameEquals("shape"u8))
                {
                    writer.WriteStartArray();
                    writer.WriteNumberValue(rows[at]);
                    shape.Skip(1).ToList().ForEach(writer.WriteNumberValue);
                    writer.WriteEndArray();
                }
                else
                {
                    writer.WriteRawValue(JsonMarshalRaw(member.Value), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }

        fault = "";
        return true;
    }

    private static ReadOnlySpan<byte> JsonMarshalRaw(JsonElement element) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);
}
