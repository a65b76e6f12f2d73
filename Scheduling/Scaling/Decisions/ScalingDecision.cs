using System.Collections.Immutable;

namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>What was decided for models that share places.</summary>
/// <param name="Models">One for each model, in the order of the snapshot.</param>
public sealed record ScalingDecision(ImmutableArray<ModelDecision> Models);
