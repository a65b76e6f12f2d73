using System.Text.Json;

namespace Krewe.Admin.Plans;

/// <summary>A member of a spec that would change.</summary>
public sealed record SpecDifference
{
    /// <summary>Which, such as <c>resources.memory_bytes</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is; null when it is not there.</summary>
    public JsonElement? From { get; init; }

    /// <summary>What it would be; null when it would not be there.</summary>
    public JsonElement? To { get; init; }
}
