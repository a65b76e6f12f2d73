using System.Text.Json;

namespace Krewe.Samples.Tests;

/// <summary>Requests for the digits model.</summary>
internal static class DigitsRequest
{
    /// <summary>64 zeros, separated by commas.</summary>
    public static readonly string Blank = string.Join(',', Enumerable.Repeat("0", 64));

    /// <summary>A committed example.</summary>
    public static string Example(string file) => File.ReadAllText(Repository.Sample("digits", file));

    /// <summary>The pixels of ten.json: one held-out digit of each class, 0 to 9.</summary>
    public static float[][] Ten()
    {
        using JsonDocument document = JsonDocument.Parse(Example("ten.json"));
        return [.. document.RootElement.GetProperty("inputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetSingle()).Chunk(64)];
    }

    /// <summary>A request with one input.</summary>
    public static string With(string shape = "[1,64]", string datatype = "\"FP32\"", string? data = null, string rest = "") =>
        $$"""{"inputs":[{"name":"image","shape":{{shape}},"datatype":{{datatype}},"data":{{data ?? $"[{Blank}]"}}}]{{rest}}}""";
}
