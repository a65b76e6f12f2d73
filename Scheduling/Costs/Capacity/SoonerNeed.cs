namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>What a model will need when a machine serves that starts quickly.</summary>
/// <param name="StartSeconds">Machines that take no longer than this from the order to a host serve then.</param>
/// <param name="Replicas">Replicas that are needed then.</param>
public readonly record struct SoonerNeed(double StartSeconds, int Replicas);
