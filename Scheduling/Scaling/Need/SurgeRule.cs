using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Scheduling.Scaling.Need;

/// <summary>When to decide at once instead of at the next round.</summary>
public static class SurgeRule
{
    /// <summary>True when more requests are inside than the serving replicas answer within the objective, or when somebody waits and nobody serves.</summary>
    /// <param name="model">The model as it is now; its demand is not read.</param>
    public static bool IsSurge(ModelSnapshot model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var clears = model.Serving * model.Service.RatePerReplica * Math.Max(0, model.Service.ObjectiveSeconds - model.Service.OverheadSeconds);
        return model.Inside > 0 && model.Inside > clears;
    }
}
