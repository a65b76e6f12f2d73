using System.Collections.Immutable;
using Krewe.Errors;

namespace Krewe.Admin.Plans;

/// <summary>What would follow if specs were applied, one after the other. Nothing was done.</summary>
public sealed record PlanView
{
    /// <summary>When the pools were looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The models, in the order of the specs.</summary>
    public ImmutableArray<PlannedModel> Models { get; init; } = [];

    /// <summary>The pools that the specs are for, all of them where there are no specs, as they would be then.</summary>
    public ImmutableArray<PlannedPool> Pools { get; init; } = [];

    /// <summary>Pools that did not answer: what would happen there is not known.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
