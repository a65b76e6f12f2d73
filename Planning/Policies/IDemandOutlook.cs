using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Planning.Policies;

/// <summary>Says how demand may go on, from what a scaler sees.</summary>
public interface IDemandOutlook
{
    /// <summary>Takes what is seen; called once at each decision, before the models are asked for.</summary>
    void Observe(ReplayView view);

    /// <summary>How the demand of a model may go on.</summary>
    /// <param name="model">Its index.</param>
    /// <param name="steps">Steps ahead.</param>
    /// <param name="stepSeconds">Their length.</param>
    ImmutableArray<DemandScenario> Of(int model, int steps, double stepSeconds);
}
