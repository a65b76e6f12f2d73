namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>A machine that was bought and could be given back.</summary>
/// <param name="Name">Its name, which is its host's.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Joined">Whether its host is there; one that is not is on its way.</param>
public sealed record CapacityMachine(string Name, string Kind, bool Joined);
