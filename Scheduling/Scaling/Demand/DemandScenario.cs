using System.Collections.Immutable;

namespace Krewe.Scheduling.Scaling.Demand;

/// <summary>One way in which demand may go on.</summary>
/// <param name="Weight">Its probability; those of an outlook sum to 1.</param>
/// <param name="Rates">Requests each second, by step of the outlook.</param>
public sealed record DemandScenario(double Weight, ImmutableArray<double> Rates);
