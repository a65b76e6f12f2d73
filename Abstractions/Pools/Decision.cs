using System.Collections.Immutable;

namespace Krewe.Pools;

/// <summary>Something that was decided, with its reasons.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Decision")]
public sealed record Decision
{
    /// <summary>When.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about: a model or a replica.</summary>
    [Id(1)]
    public required string Subject { get; init; }

    /// <summary>What was decided, such as <c>place</c>, <c>refuse</c>, <c>stop</c>, <c>replace</c>.</summary>
    [Id(2)]
    public required string Action { get; init; }

    /// <summary>The decision in words.</summary>
    [Id(3)]
    public required string Text { get; init; }

    /// <summary>What spoke for it, and against the others.</summary>
    [Id(4)]
    public ImmutableArray<string> Reasons { get; init; } = [];
}
