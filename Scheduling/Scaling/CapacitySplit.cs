namespace Krewe.Scheduling.Scaling;

/// <summary>
/// Chooses one option for each model so that what they take together is not more than there is and the sum of costs is the least: exact, by
/// dynamic programming over the models and what is left. Among equals the smaller option of the later model wins.
/// </summary>
internal static class CapacitySplit
{
    /// <summary>Chooses.</summary>
    /// <param name="lowest">What each model takes by its first option.</param>
    /// <param name="costs">The cost of each option of each model; option i takes lowest + i.</param>
    /// <param name="capacity">What there is; when even the lowest options take more, these are chosen.</param>
    /// <param name="sizes">What one step of each model takes, at least 1; null for 1 each.</param>
    /// <returns>What each model takes, in steps.</returns>
    public static int[] Choose(int[] lowest, double[][] costs, int capacity, int[]? sizes = null)
    {
        sizes ??= [.. lowest.Select(_ => 1)];
        var spare = (int)Math.Max(0, Math.Min(
            capacity - lowest.Select((steps, model) => (long)steps * sizes[model]).Sum(),
            costs.Select((line, model) => (line.Length - 1L) * sizes[model]).Sum()));
        var best = new double[spare + 1];
        var chosen = new int[costs.Length][];
        for (var model = 0; model < costs.Length; model++)
        {
            var next = new double[spare + 1];
            chosen[model] = new int[spare + 1];
            for (var room = 0; room <= spare; room++)
            {
                next[room] = double.PositiveInfinity;
                for (var option = 0; option < costs[model].Length && option * sizes[model] <= room; option++)
                {
                    var cost = best[room - (option * sizes[model])] + costs[model][option];
                    if (cost < next[room] - 1e-12)
                    {
                        (next[room], chosen[model][room]) = (cost, option);
                    }
                }
            }

            best = next;
        }

        var left = spare;
        var taken = new int[costs.Length];
        for (var model = costs.Length - 1; model >= 0; model--)
        {
            taken[model] = lowest[model] + chosen[model][left];
            left -= chosen[model][left] * sizes[model];
        }

        return taken;
    }
}
