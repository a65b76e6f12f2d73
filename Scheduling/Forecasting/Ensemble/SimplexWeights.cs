namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// The mixture with the least squared error: weights of at least 0 that sum to 1 and minimize w'Cw, C the second moments of the
/// members' errors (Bates, Granger: Operational Research Quarterly 1969; the bound at 0 keeps it sound where members are alike).
/// Solved by exchange between the pair that violates the optimum most.
/// </summary>
internal static class SimplexWeights
{
    private const int Exchanges = 200;

    /// <summary>Finds the weights.</summary>
    /// <param name="moments">Second moments, row by row, symmetric.</param>
    /// <param name="evenness">
    /// Pulls towards equal weights what can hardly be told apart, relative to the mean squared error of the best member: that is also the
    /// most that it can cost. At least 0.
    /// </param>
    /// <param name="weights">Takes the weights.</param>
    public static void Solve(ReadOnlySpan<double> moments, double evenness, Span<double> weights)
    {
        var members = weights.Length;
        weights.Fill(1.0 / members);
        var least = double.PositiveInfinity;
        for (var i = 0; i < members; i++)
        {
            least = Math.Min(least, moments[(i * members) + i]);
        }

        if (!(least > 0 && double.IsFinite(least)))
        {
            return;
        }

        var diagonal = evenness * least;
        Span<double> gradient = stackalloc double[members];
        for (var round = 0; round < Exchanges; round++)
        {
            var (lowest, highest) = (0, -1);
            for (var i = 0; i < members; i++)
            {
                gradient[i] = diagonal * weights[i];
                for (var j = 0; j < members; j++)
                {
                    gradient[i] += moments[(i * members) + j] * weights[j];
                }

                lowest = gradient[i] < gradient[lowest] ? i : lowest;
                highest = weights[i] > 0 && (highest < 0 || gradient[i] > gradient[highest]) ? i : highest;
            }

            var curvature = moments[(lowest * members) + lowest] + moments[(highest * members) + highest]
                - (2 * moments[(lowest * members) + highest]) + (2 * diagonal);
            var step = Math.Min(weights[highest], (gradient[highest] - gradient[lowest]) / Math.Max(curvature, 1e-300));
            if (lowest == highest || !(step > 1e-9))
            {
                return;
            }

            weights[lowest] += step;
            weights[highest] = weights[highest] - step < 1e-12 ? 0 : weights[highest] - step;
        }
    }
}
