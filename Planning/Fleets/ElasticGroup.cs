using Krewe.Scheduling.Costs.Capacity;

namespace Krewe.Planning.Fleets;

/// <summary>Machines of a fleet that come and go.</summary>
/// <param name="Kind">What one is, what it costs, how many there may be, and how long a start takes.</param>
/// <param name="IdleSeconds">How long one must have been superfluous before it goes.</param>
public sealed record ElasticGroup(CapacityKind Kind, double IdleSeconds);
