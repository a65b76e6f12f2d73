using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting;

/// <summary>One learning of a <see cref="DemandForecaster"/>, on a copy of its history: it can run on any thread while observations go on.</summary>
public sealed class DemandLearning
{
    private readonly ForecastEnsemble _ensemble;
    private readonly StepHistory _history;

    internal DemandLearning(ForecastEnsemble ensemble, StepHistory history) => (_ensemble, _history) = (ensemble, history.Without(0, 0));

    /// <summary>The minute up to which it learns.</summary>
    public long End => _history.End;

    /// <summary>What was learned; null before <see cref="Run"/>.</summary>
    internal SeriesModel? Learned { get; private set; }

    /// <summary>Learns; takes a second or more of one core where days are known.</summary>
    public void Run() => Learned = _ensemble.Learn([_history], _history.End)[0];
}
