using System.Collections.Immutable;

namespace Krewe.Scheduling.Forecasting.History;

/// <summary>A history as it is stored.</summary>
/// <param name="Capacity">Steps kept at most.</param>
/// <param name="Start">The oldest step.</param>
/// <param name="Codes">Rates in 16 bits each, oldest first.</param>
public sealed record StepHistoryState(int Capacity, long Start, ImmutableArray<ushort> Codes);
