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
    /// <returns>What each model takes.</returns>
    public static int[] Choose(int[] lowest, double[][] costs, int capacity)
    {
        var spare = Math.Max(0, Math.Min(capacity - lowest.Sum(), costs.Sum(line => line.Length - 1)));
        var best = new double[spare + 1];
        var chosen = new int[costs.Length][];
        for (var model = 0; model < costs.Length; model++)
        {
            var next = new double[spare + 1];
            chosen[model] = new int[spare + 1];
            for (var room = 0; room <= spare; room++)
            {
                next[room] = double.PositiveInfinity;
                for (var option = 0; option < costs[model].Length && option <= room; option++)
                {
                    var cost = best[room - option] + costs[model][option];
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
            left -= chosen[model][left];
        }

        return taken;
    }
}
