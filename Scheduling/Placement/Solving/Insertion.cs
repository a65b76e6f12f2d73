namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Something to add, with what must be beside it where that is missing; what the objective changes by.</summary>
internal readonly record struct Insertion(Placed Placed, Placed? Companion, long Delta, long Rank);
