namespace Krewe.EndToEnd;

/// <summary>A span as it was received; ids as lower-case hexadecimal text, attributes that are no text as an empty one.</summary>
internal sealed record ReceivedSpan(
    string Source,
    string Name,
    string Trace,
    string Id,
    string Parent,
    IReadOnlyDictionary<string, string> Attributes);
