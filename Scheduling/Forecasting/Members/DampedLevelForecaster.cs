using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>A local level that goes back to the mean: what is left at each horizon is learned. It knows no season.</summary>
internal sealed class DampedLevelForecaster : IForecaster
{
    private static readonly int[] Lengths = [1, 3, 8, ForecastContext.MaxRecent];

    public string Name => "damped level";

    public float[] Learn(TrainingSet training)
    {
        var horizons = training.Options.Horizons.Length;
        var equations = Enumerable.Range(0, horizons).Select(_ => new NormalEquations(Lengths.Length, 1)).ToArray();
        var levels = new double[Lengths.Length];
        training.Visit(2, row =>
        {
            Fill(row.Context, levels);
            for (var h = 0; h < horizons; h++)
            {
                if (!double.IsNaN(row.Targets[h]))
                {
                    equations[h].AddRow(levels, row.Weight);
                    equations[h].AddOutput(0, levels, row.Weight, row.Targets[h] - row.Context.Level);
                }
            }
        });
        return [.. equations.SelectMany(equation => equation.Solve(1e-3)[0]).Select(value => (float)value)];
    }

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
    {
        Span<double> levels = stackalloc double[Lengths.Length];
        Fill(context, levels);
        for (var h = 0; h < means.Length; h++)
        {
            means[h] = context.Level;
            for (var i = 0; i < levels.Length; i++)
            {
                means[h] += levels[i] * (learned.Length == levels.Length * means.Length ? learned[(h * levels.Length) + i] : 1.0 / levels.Length);
            }
        }
    }

    private static void Fill(ForecastContext context, Span<double> levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = context.MeanOfLast(Lengths[i]) - context.Level;
        }
    }
}
