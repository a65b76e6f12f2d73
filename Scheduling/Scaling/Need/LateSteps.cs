namespace Krewe.Scheduling.Scaling.Need;

/// <summary>What is late over the look ahead.</summary>
/// <param name="Share">The sum of the shares of late arrivals by step.</param>
/// <param name="Weighted">The same by what it counts against that of other models.</param>
/// <param name="Breaks">Whether it is more than is tolerated, of any class.</param>
internal readonly record struct LateSteps(double Share, double Weighted, bool Breaks);
