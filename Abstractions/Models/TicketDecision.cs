using Krewe.Errors;

namespace Krewe.Models;

/// <summary>The answer to a ticket.</summary>
[GenerateSerializer, Immutable, Alias("krewe.TicketDecision")]
public sealed record TicketDecision
{
    /// <summary>What became of it.</summary>
    [Id(0)]
    public required TicketVerdict Verdict { get; init; }

    /// <summary>Where to execute; with <see cref="TicketVerdict.Granted"/> only.</summary>
    [Id(1)]
    public Grant? Grant { get; init; }

    /// <summary>Why not; with <see cref="TicketVerdict.Refused"/> and <see cref="TicketVerdict.Expired"/>.</summary>
    [Id(2)]
    public Problem? Problem { get; init; }

    /// <summary>When trying again makes sense; null when it does not.</summary>
    [Id(3)]
    public TimeSpan? RetryAfter { get; init; }
}
