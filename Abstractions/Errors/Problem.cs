using System.Collections.Immutable;

namespace Krewe.Errors;

/// <summary>What went wrong, for a person and for a program: a stable code, and all the reasons at once.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Problem")]
public sealed record Problem
{
    /// <summary>The stable code, <c>KRWnnnn</c>; see <see cref="ErrorCodes"/>.</summary>
    [Id(0)]
    public required string Code { get; init; }

    /// <summary>What was wrong, where, and what would be right.</summary>
    [Id(1)]
    public required string Message { get; init; }

    /// <summary>The key, field, line or object that it is about; null when the message says all.</summary>
    [Id(2)]
    public string? Where { get; init; }

    /// <summary>Every reason, each a sentence; empty when the message says all.</summary>
    [Id(3)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What to do next; null when nothing is known to help.</summary>
    [Id(4)]
    public string? Next { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Where is null ? $"{Code}: {Message}" : $"{Code}: {Where}: {Message}";
}
