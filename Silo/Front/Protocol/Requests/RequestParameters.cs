using Krewe.Specs;

namespace Krewe.Silo.Front.Protocol;

/// <summary>The parameters of a request: those that Krewe reads, and the others, which are the model server's.</summary>
internal sealed record RequestParameters
{
    /// <summary>A request without parameters.</summary>
    internal static RequestParameters None { get; } = new();

    /// <summary>Asked for by <c>class</c> or <c>priority</c>; null is the spec's default.</summary>
    internal ServiceClass? Class { get; init; }

    /// <summary>From <c>timeout</c>, counted from the request's arrival; null is the spec's default.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>Whose request it is, as far as the request says.</summary>
    internal string? Tenant { get; init; }

    /// <summary>Requests of one affinity prefer one replica.</summary>
    internal string? Affinity { get; init; }

    /// <summary>For whom it competes inside its class; null is the tenant.</summary>
    internal string? FairnessKey { get; init; }

    /// <summary>Requests of one such id are one request.</summary>
    internal string? IdempotencyId { get; init; }

    /// <summary>All others, in their order, to be forwarded as they are.</summary>
    internal IReadOnlyList<RawParameter> Forwarded { get; init; } = [];
}
