namespace Krewe.Scheduling.Placement.Solving;

/// <summary>A relation as the model sees it that is placed: the other must be there, or must not; in its host or its zone.</summary>
internal readonly record struct ModelRule(int Other, bool Together, bool InZone);
