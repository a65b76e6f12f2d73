using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Explaining;

/// <summary>What a constraint costs: with it a plan is as it is, without it one was found that costs less.</summary>
/// <param name="Subject">Whose constraint: a model, tenant or host.</param>
/// <param name="Constraint">What was left out, for people.</param>
/// <param name="Costs">What it costs, part by part; the sum is above 0.</param>
public sealed record ConstraintPrice(string Subject, string Constraint, ObjectiveValue Costs);
