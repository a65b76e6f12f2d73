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
        if (model.Classes.Length < 2)
        {
            return IsSurge(model, model.Inside, model.Service.ObjectiveSeconds);
        }

        // What is more important goes before, what is less does not count.
        var inside = 0.0;
        foreach (var one in model.Classes)
        {
            inside += one.Inside;
            if (one.Inside > 0 && IsSurge(model, inside, one.ObjectiveSeconds))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSurge(ModelSnapshot model, double inside, double objective)
    {
        var clears = model.Serving * model.Service.RatePerReplica * Math.Max(0, objective - model.Service.OverheadSeconds);
        return inside > 0 && inside > clears;
    }
}
