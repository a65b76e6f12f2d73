using Krewe.Scheduling.Forecasting.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>
/// Singular spectrum analysis (Golyandina, Nekrutkin, Zhigljavsky 2001): the leading eigenvectors of the covariance between lagged
/// values span the signal, and a linear recurrence that all of it satisfies continues the series. How many are leading is chosen by
/// the error over the history.
/// </summary>
internal sealed class SingularSpectrumForecaster : IForecaster
{
    private const int Rows = 400;

    // The recurrence is continued so far; later horizons take its last value, on which a stable one has settled.
    private const int Furthest = 240;
    private static readonly int[] Ranks = [1, 2, 3, 4, 6, 8, 10, 12];

    public string Name => "ssa";

    public float[] Learn(TrainingSet training)
    {
        var window = Math.Min(ForecastContext.MaxRecent, training.Options.Context) + 1;
        var evd = Covariance(training, window).Evd(Symmetricity.Symmetric);
        var candidates = Ranks.Where(rank => rank < window).Select(rank => Recurrence(evd.EigenVectors, window, rank)).ToArray();
        var losses = new double[candidates.Length];
        var means = new double[training.Options.Horizons.Length];
        training.Visit(Math.Max(1, training.Steps / Rows), row =>
        {
            for (var candidate = 0; candidate < candidates.Length; candidate++)
            {
                Run(candidates[candidate], row.Context, means);
                for (var h = 0; h < means.Length; h++)
                {
                    var error = row.Targets[h] - means[h];
                    losses[candidate] += double.IsNaN(error) || training.Options.Horizons[h] > ForecastContext.MaxRecent ? 0 : error * error;
                }
            }
        });
        return candidates.Length == 0 ? [] : candidates[Array.IndexOf(losses, losses.Min())];
    }

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
    {
        if (learned.Length == 0)
        {
            means.Fill(context.Last);
            return;
        }

        Run(learned, context, means);
    }

    private static Matrix<double> Covariance(TrainingSet training, int window)
    {
        var equations = new double[window, window];
        for (var series = 0; series < training.Profiles.Count; series++)
        {
            var values = training.ValuesOf(series);
            var level = training.Profiles[series].Level;
            for (var lag = 0; lag < window; lag++)
            {
                var sum = 0.0;
                for (var at = lag; at < values.Length; at++)
                {
                    sum += (values[at] - level) * (values[at - lag] - level);
                }

                for (var i = lag; i < window; i++)
                {
                    equations[i, i - lag] += sum;
                    equations[i - lag, i] = equations[i, i - lag];
                }
            }
        }

        return Matrix<double>.Build.DenseOfArray(equations);
    }

    private static float[] Recurrence(Matrix<double> vectors, int window, int rank)
    {
        var coefficients = new double[window - 1];
        var verticality = 0.0;
        for (var k = 1; k <= rank; k++)
        {
            var vector = vectors.Column(window - k);
            var last = vector[window - 1];
            verticality += last * last;
            for (var i = 0; i < window - 1; i++)
            {
                coefficients[i] += last * vector[i];
            }
        }

        return [.. coefficients.Select(value => (float)(value / Math.Max(1 - verticality, 1e-6)))];
    }

    private static void Run(ReadOnlySpan<float> recurrence, ForecastContext context, Span<double> means)
    {
        var order = recurrence.Length;
        Span<double> line = stackalloc double[order + Furthest];
        for (var i = 0; i < order; i++)
        {
            line[i] = context.Values[^(order - i)] - context.Level;
        }

        // A recurrence that is not quite stable must not run away.
        var bound = 3 * Math.Max(1, Math.Max(context.Level, context.Values.Max()));
        var steps = Math.Min(Furthest, context.Options.Horizons[^1]);
        for (var step = 0; step < steps; step++)
        {
            var next = 0.0;
            for (var i = 0; i < order; i++)
            {
                next += recurrence[i] * line[step + i];
            }

            line[order + step] = Math.Clamp(next, -bound, bound);
        }

        for (var h = 0; h < means.Length; h++)
        {
            means[h] = context.Level + line[order + Math.Min(steps, context.Options.Horizons[h]) - 1];
        }
    }
}
