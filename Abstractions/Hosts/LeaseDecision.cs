using Krewe.Errors;

namespace Krewe.Hosts;

/// <summary>The host's answer: a lease, or all the reasons why not.</summary>
[GenerateSerializer, Immutable, Alias("krewe.LeaseDecision")]
public sealed record LeaseDecision
{
    /// <summary>The lease; null when it was refused.</summary>
    [Id(0)]
    public Lease? Lease { get; init; }

    /// <summary>Why it was refused; null when it was granted.</summary>
    [Id(1)]
    public Problem? Problem { get; init; }
}
