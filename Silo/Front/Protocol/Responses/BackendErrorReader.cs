using System.Text;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads what a model server says of an error of its own, for a message to show.</summary>
internal static class BackendErrorReader
{
    /// <summary>Reads <c>{"error": string}</c>, or the first characters of whatever else the server sent.</summary>
    /// <param name="body">The body of an answer with an error status.</param>
    /// <returns>At most 200 characters without control characters; empty when the body is.</returns>
    internal static string Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            var isObject = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isError = json.ValueTextEquals("error"u8);
                json.Read();
                if (isError && json.TokenType == JsonTokenType.String)
                {
                    return ProtocolText.Shown(json.GetString()!);
                }

                json.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or not text: shown as it is.
        }

        return ProtocolText.Shown(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 1_000)]).Trim());
    }
}
