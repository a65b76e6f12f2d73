using System.Text;
using System.Text.Json;

namespace Krewe.Silo.Backends.Protocol;

/// <summary>Reads just as much of a model server's JSON as is needed to classify it.</summary>
internal static class OipAnswer
{
    private const int LongestErrorText = 2000;

    /// <summary>Why a body is no inference response, or null when it is well-formed JSON with an array of outputs.</summary>
    /// <param name="body">The body.</param>
    /// <param name="number">The number that the request's id began with.</param>
    /// <param name="foreign">Whether it has an id, and that of another request.</param>
    public static string? FaultOf(ReadOnlySpan<byte> body, long number, out bool foreign)
    {
        foreign = false;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return "the answer is not a JSON object";
            }

            var outputs = false;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var (isOutputs, isId) = (reader.ValueTextEquals("outputs"u8), reader.ValueTextEquals("id"u8));
                    reader.Read();
                    outputs |= isOutputs && reader.TokenType == JsonTokenType.StartArray;
                    foreign |= isId && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0 && !NumberedContent.IsOf(reader.ValueSpan, number);
                    reader.Skip();
                }
            }

            return outputs ? null : "the answer has no array 'outputs'";
        }
        catch (JsonException exception)
        {
            return $"the answer is not valid JSON: {exception.Message}";
        }
    }

    /// <summary>The text of <c>{"error": "..."}</c>, or else the beginning of the body as it is.</summary>
    public static string ErrorTextOf(ReadOnlyMemory<byte> body, int status)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.String)
            {
                return Cut(error.GetString()!);
            }
        }
        catch (JsonException)
        {
        }

        var text = Cut(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestErrorText)]).Trim());
        return text.Length > 0 ? text : $"the model server answered with status {status} and no text";
    }

    private static string Cut(string text) => text.Length <= LongestErrorText ? text : text[..LongestErrorText] + " ...";
}
