namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>A machine without which everything that is needed has room.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record SuperfluousMachine(string Machine, string Reason);
