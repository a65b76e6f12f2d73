using System.Text.Json;

namespace Digits.Server.Protocol;

/// <summary>Reads the JSON of an inference request in one pass, whatever the order of its members; unknown members are ignored.</summary>
internal static class InferRequestParser
{
    private const int MaxDepth = 32;
    private const int MaxRank = 8;

    private static readonly string[] AllOutputs = [DigitModel.LabelOutput, DigitModel.ScoresOutput];

    /// <summary>Reads a request.</summary>
    /// <exception cref="ProtocolException">The body is not JSON, or not a request of the protocol.</exception>
    public static InferRequest Parse(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            InferRequest request = ReadRequest(ref reader);
            reader.Read(); // Throws when anything follows the object.
            return request;
        }
        catch (JsonException e)
        {
            throw ProtocolException.BadRequest($"the body is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            long at = reader.BytesConsumed;
            throw ProtocolException.BadRequest($"the body is not valid JSON: the string before byte {at} is not valid UTF-8");
        }
    }

    private static InferRequest ReadRequest(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject, "the body");
        string? id = null;
        InputTensor? image = null;
        List<string>? outputs = null;
        while (NextMember(ref reader))
        {
            if (Take(ref reader, "id"u8))
                id = reader.TokenType == JsonTokenType.Null ? null : ReadString(ref reader, "id");
            else if (Take(ref reader, "inputs"u8))
                image = ReadInputs(ref reader);
            else if (Take(ref reader, "outputs"u8))
                outputs = ReadOutputs(ref reader);
            else
                SkipMember(ref reader);
        }
        if (image is null)
            throw ProtocolException.BadRequest($"inputs is missing; this model takes one input, '{DigitModel.Input}'");
        return new InferRequest(id, image, outputs is { Count: > 0 } ? outputs : AllOutputs);
    }

    private static InputTensor ReadInputs(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray, "inputs");
        InputTensor? image = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            InputTensor input = ReadInput(ref reader);
            if (input.Name is null)
                throw ProtocolException.BadRequest("an input has no name");
            if (input.Name != DigitModel.Input)
                throw ProtocolException.BadRequest($"input '{input.Name}' is not known; this model takes '{DigitModel.Input}'");
            if (image is not null)
                throw ProtocolException.BadRequest($"input '{DigitModel.Input}' is given twice");
            image = input;
        }
        return image ?? throw ProtocolException.BadRequest($"inputs is empty; this model takes one input, '{DigitModel.Input}'");
    }

    private static InputTensor ReadInput(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "each of inputs");
        InputTensor input = new();
        while (NextMember(ref reader))
        {
            if (Take(ref reader, "name"u8))
                input.Name = ReadString(ref reader, "the name of an input");
            else if (Take(ref reader, "datatype"u8))
                input.Datatype = ReadString(ref reader, "datatype");
            else if (Take(ref reader, "shape"u8))
                input.Shape = ReadShape(ref reader);
            else if (Take(ref reader, "data"u8))
                input.Data = TensorData.Read(ref reader);
            else
                SkipMember(ref reader);
        }
        return input;
    }

    private static List<long> ReadShape(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray, "shape");
        List<long> shape = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long size) || size < 0)
                throw ProtocolException.BadRequest($"shape[{shape.Count}] must be an integer from 0 to {long.MaxValue}");
            if (shape.Count == MaxRank)
                throw ProtocolException.BadRequest($"shape has more than {MaxRank} dimensions");
            shape.Add(size);
        }
        return shape;
    }

    private static List<string> ReadOutputs(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray, "outputs");
        List<string> outputs = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartObject, "each of outputs");
            string? name = null;
            while (NextMember(ref reader))
            {
                if (Take(ref reader, "name"u8))
                    name = ReadString(ref reader, "the name of an output");
                else
                    SkipMember(ref reader);
            }
            if (name is null)
                throw ProtocolException.BadRequest("an output has no name");
            if (!AllOutputs.Contains(name))
                throw ProtocolException.BadRequest($"output '{name}' is not known; this model has {string.Join(" and ", AllOutputs)}");
            if (outputs.Contains(name))
                throw ProtocolException.BadRequest($"output '{name}' is asked for twice");
            outputs.Add(name);
        }
        return outputs;
    }

    private static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    // Steps onto the value when the member at which the reader stands is the named one.
    private static bool Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static void SkipMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("parameters"u8))
        {
            reader.Read();
            Expect(ref reader, JsonTokenType.StartObject, "parameters");
        }
        reader.Skip();
    }

    private static string ReadString(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.String, what);
        return reader.GetString()!;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType != type)
        {
            string kind = type switch { JsonTokenType.StartObject => "an object", JsonTokenType.StartArray => "an array", _ => "a string" };
            throw ProtocolException.BadRequest($"{what} must be {kind}");
        }
    }
}
