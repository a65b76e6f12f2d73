namespace Krewe.Scheduling.Placement.Problems;

/// <summary>A model must be where another one is, or must not.</summary>
/// <param name="Other">The other model; one that the problem does not have is nowhere.</param>
/// <param name="Together">Each replica must have a replica of the other in its scope (affinity); else it must have none (anti-affinity, which holds both ways).</param>
/// <param name="Scope">The scope.</param>
public sealed record ModelRelation(string Other, bool Together, RelationScope Scope);
