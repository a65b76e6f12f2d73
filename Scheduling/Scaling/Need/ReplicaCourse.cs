using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Scheduling.Scaling.Need;

/// <summary>How many replicas serve, step by step, when a target is set now: what is taken away goes at once, what is added comes after its start.</summary>
internal static class ReplicaCourse
{
    public static void Fill(ModelSnapshot model, int target, int free, ScalingOptions options, Span<int> course)
    {
        var removed = Math.Max(0, model.Committed - target);
        var added = Math.Max(0, target - model.Committed);
        for (var step = 0; step < course.Length; step++)
        {
            // A replica counts from the step of which it serves at least half.
            var by = (step + 0.5) * options.StepSeconds;
            var serving = model.Serving - removed;
            foreach (var seconds in model.StartingSeconds)
            {
                serving += seconds <= by ? 1 : 0;
            }

            serving += by >= options.MoveSeconds ? added
                : by >= options.ColdStartSeconds ? Math.Min(added, model.Idle + free)
                : by >= options.WarmStartSeconds ? Math.Min(added, model.Idle) : 0;
            course[step] = Math.Max(0, serving);
        }
    }
}
