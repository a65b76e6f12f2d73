using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Krewe.Admin;
using Krewe.Errors;

namespace Krewe.Client.Http;

/// <summary>Reads what a silo answers, and turns what goes wrong into problems.</summary>
internal static partial class Answers
{
    private const int ExcerptLength = 200;

    public static T Read<T>(byte[] body, HttpMethod method, Uri uri)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, KreweJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw Malformed(body, $"{method} {uri} was answered with what is not the admin API's: {exception.Message}", exception);
        }
    }

    /// <summary>An answer with an error: the admin API's object, the protocol's text, or something that is no silo's.</summary>
    public static KreweException Refused(HttpResponseMessage response, byte[] body, HttpMethod method, Uri uri)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error))
            {
                if (error.ValueKind == JsonValueKind.Object && error.Deserialize<Problem>(KreweJson.Options) is { } problem)
                {
                    return new KreweException(problem);
                }

                if (error.ValueKind == JsonValueKind.String)
                {
                    return new KreweException(FromText(error.GetString()!, response.StatusCode));
                }
            }
        }
        catch (JsonException)
        {
            // Then it is no silo's answer; what it is stands in the message below.
        }

        return Malformed(body, string.Create(CultureInfo.InvariantCulture, $"{method} {uri} was answered with status {(int)response.StatusCode}"), null);
    }

    public static KreweException Unreachable(Uri address, HttpRequestException exception) => new(
        new Problem
        {
            Code = ErrorCodes.SiloUnreachable,
            Message = $"no silo answers at {address.GetLeftPart(UriPartial.Authority)}: {exception.Message}",
            Next = "start one with 'dotnet run --project Silo', or name the address of one that runs (--url or KREWE_URL)",
        },
        exception);

    public static KreweException Broken(Uri address, Exception exception) => new(
        new Problem
        {
            Code = ErrorCodes.OutcomeUnknown,
            Message = $"the connection to {address.GetLeftPart(UriPartial.Authority)} broke amid the answer: {exception.Message}",
            Next = "see whether the silo still runs; reads, and applying the same spec, can be repeated safely",
        },
        exception);

    /// <summary>The protocol's errors are one text, which the silo begins with its code.</summary>
    private static Problem FromText(string text, HttpStatusCode status) =>
        Coded().Match(text) is { Success: true } match
            ? new Problem { Code = match.Groups[1].Value, Message = match.Groups[2].Value }
            : new Problem { Code = ErrorCodes.BackendRefused, Message = string.Create(CultureInfo.InvariantCulture, $"{text} (status {(int)status})") };

    private static KreweException Malformed(byte[] body, string message, Exception? exception)
    {
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, ExcerptLength))).ReplaceLineEndings(" ");
        return new KreweException(
            new Problem
            {
                Code = ErrorCodes.AnswerMalformed,
                Message = message + (text.Length == 0 ? ", without a body" : $"; it begins: {text}"),
                Next = "see whether the address is that of a silo's admin API, of the same version (--url or KREWE_URL)",
            },
            exception);
    }

    [GeneratedRegex(@"\A(KRW[0-9]{4}): (.*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Coded();
}
