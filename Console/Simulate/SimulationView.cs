using System.Collections.Immutable;

namespace Krewe.Commands.Simulate;

/// <summary>What a simulation has come to.</summary>
/// <param name="Policy">Who decided on replicas.</param>
/// <param name="Models">Models of the trace.</param>
/// <param name="Requests">Requests of the trace.</param>
/// <param name="Hours">Its length.</param>
/// <param name="Seeds">Runs of each fleet.</param>
/// <param name="Wanted">The share that the smallest fleet is to answer in time; null where it was not looked for.</param>
/// <param name="Fleets">One row for each fleet; where the smallest was looked for, that one, or none.</param>
internal sealed record SimulationView(string Policy, int Models, long Requests, double Hours, int Seeds, double? Wanted, ImmutableArray<SimulationRow> Fleets);
