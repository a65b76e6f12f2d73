using System.Text;
using System.Text.Json;
using Krewe.Client.Inference;
using Krewe.Errors;

namespace Krewe.Client.Tensors;

/// <summary>Reads answers. Outputs keep slices of the answer's bytes; elements are read when somebody asks for them.</summary>
internal static class ResponseReader
{
    /// <summary>Reads the answer to an inference.</summary>
    /// <exception cref="KreweException">It is not the protocol's (KRW5102).</exception>
    public static InferResult Read(ReadOnlyMemory<byte> body, string model, string id, int attempts)
    {
        try
        {
            var json = new Utf8JsonReader(body.Span);
            string? version = null;
            List<InferOutput>? outputs = null;
            Expect(ref json, JsonTokenType.StartObject);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("model_version"u8))
                {
                    json.Read();
                    version = json.GetString();
                }
                else if (json.ValueTextEquals("outputs"u8))
                {
                    outputs = ReadOutputs(ref json, body);
                }
                else
                {
                    json.Read();
                    json.Skip();
                }
            }

            return new InferResult(model, version, id, attempts, outputs ?? throw new JsonException("there are no outputs"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed(body, exception);
        }
    }

    /// <summary>An answer that is none.</summary>
    public static KreweException Malformed(ReadOnlyMemory<byte> body, Exception exception)
    {
        var begin = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 100)]).ReplaceLineEndings(" ");
        return new KreweException(
            new Problem { Code = ErrorCodes.AnswerMalformed, Message = $"the answer is not the protocol's: {exception.Message}; it begins: {begin}" }, exception);
    }

    private static List<InferOutput> ReadOutputs(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        var outputs = new List<InferOutput>();
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            outputs.Add(ReadOutput(ref json, body));
        }

        return outputs;
    }

    private static InferOutput ReadOutput(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        string? name = null, datatype = null;
        long[]? shape = null;
        ReadOnlyMemory<byte>? data = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("name"u8))
            {
                json.Read();
                name = json.GetString();
            }
            else if (json.ValueTextEquals("datatype"u8))
            {
                json.Read();
                datatype = json.GetString();
            }
            else if (json.ValueTextEquals("shape"u8))
            {
                shape = ReadShape(ref json);
            }
            else if (json.ValueTextEquals("data"u8))
            {
                Expect(ref json, JsonTokenType.StartArray);
                var start = (int)json.TokenStartIndex;
                json.Skip();
                data = body[start..(int)json.BytesConsumed];
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return name is not null && datatype is not null && shape is not null && data is { } elements
            ? new InferOutput(name, datatype, shape, elements)
            : throw new JsonException("an output has name, datatype, shape and data");
    }

    private static long[] ReadShape(ref Utf8JsonReader json)
    {
        var shape = new List<long>();
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.Number)
        {
            shape.Add(json.GetInt64() is >= 0 and var dimension ? dimension : throw new JsonException("a dimension is negative"));
        }

        return [.. shape];
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new JsonException($"{json.TokenType} stands where {type} is due");
        }
    }
}
