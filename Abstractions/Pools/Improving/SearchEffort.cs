namespace Krewe.Pools.Improving;

/// <summary>How far a search went until it was done or its time was up.</summary>
/// <param name="Steps">Steps of the search.</param>
/// <param name="Nodes">Nodes of branch and bound.</param>
[GenerateSerializer, Immutable, Alias("krewe.SearchEffort")]
public sealed record SearchEffort(int Steps, int Nodes);
