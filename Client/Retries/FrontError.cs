using System.Text.Json;
using Krewe.Errors;
using Krewe.Inference;

namespace Krewe.Client.Retries;

/// <summary>Reads the refusals of a front: one text, which begins with the code.</summary>
internal static class FrontError
{
    private const int CodeLength = 7;

    /// <summary>The code; empty when there is none.</summary>
    public static string CodeOf(in InferenceReply reply) => Split(TextOf(reply)).Code;

    /// <summary>The refusal as an exception.</summary>
    public static KreweException ToException(in InferenceReply reply, string channel)
    {
        var text = TextOf(reply);
        var (code, message) = Split(text);
        return code.Length > 0
            ? new KreweException(new Problem { Code = code, Message = message })
            : new KreweException(new Problem
            {
                Code = ErrorCodes.AnswerMalformed,
                Message = $"{channel} answered with status {reply.Status}: {(text.Length == 0 ? "nothing that is the protocol's" : text)}",
                Next = "see whether the address is that of a silo's front",
            });
    }

    private static string TextOf(in InferenceReply reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error"u8, out var error)
                && error.ValueKind == JsonValueKind.String ? error.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static (string Code, string Message) Split(string text) =>
        text.Length > CodeLength + 1 && text.StartsWith("KRW", StringComparison.Ordinal) && text[CodeLength] == ':' && text.AsSpan(3, CodeLength - 3).ContainsAnyExceptInRange('0', '9') is false
            ? (text[..CodeLength], text[(CodeLength + 1)..].Trim())
            : ("", text);
}
