using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Planning.Policies;

/// <summary>Knows the rates that will come, though not the arrivals themselves: a reference for what better forecasts could bring.</summary>
/// <param name="trace">The trace that is replayed.</param>
public sealed class ClairvoyantOutlook(RateTrace trace) : IDemandOutlook
{
    private double _now;

    /// <inheritdoc/>
    public void Observe(ReplayView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        _now = view.Now;
    }

    /// <inheritdoc/>
    public ImmutableArray<DemandScenario> Of(int model, int steps, double stepSeconds) =>
        [new DemandScenario(1, [.. Enumerable.Range(0, steps).Select(step => RateAt(model, _now + ((step + 0.5) * stepSeconds)))])];

    private double RateAt(int model, double time) =>
        trace.Counts[model][Math.Min((int)(time / trace.StepSeconds), trace.Steps - 1)] / trace.StepSeconds;
}
