using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>
/// A season, shifted by what the present level differs from it. How much of the shift is left at each horizon is learned by
/// least squares: near ahead most of it, a day ahead little.
/// </summary>
/// <param name="weekly">The season of the same weekday rather than the mean of all days.</param>
internal sealed class SeasonalShiftForecaster(bool weekly) : IForecaster
{
    // Steps over which the level is taken, short and long.
    private const int Short = 3;
    private const int Long = ForecastContext.MaxRecent;

    public string Name => weekly ? "weekly shift" : "seasonal shift";

    public float[] Learn(TrainingSet training)
    {
        var horizons = training.Options.Horizons.Length;
        var equations = Enumerable.Range(0, horizons).Select(_ => new NormalEquations(2, 1)).ToArray();
        var shifts = new double[2];
        training.Visit(2, row =>
        {
            Shifts(row.Context, shifts);
            for (var h = 0; h < horizons; h++)
            {
                if (!double.IsNaN(row.Targets[h]))
                {
                    equations[h].AddRow(shifts, row.Weight);
                    equations[h].AddOutput(0, shifts, row.Weight, row.Targets[h] - Season(row.Context, h));
                }
            }
        });
        return [.. equations.SelectMany(equation => equation.Solve(1e-3)[0]).Select(value => (float)value)];
    }

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
    {
        Span<double> shifts = stackalloc double[2];
        Shifts(context, shifts);
        for (var h = 0; h < means.Length; h++)
        {
            var shift = learned.Length == 2 * means.Length ? (learned[2 * h] * shifts[0]) + (learned[(2 * h) + 1] * shifts[1]) : shifts[0];
            means[h] = Season(context, h) + shift;
        }
    }

    private static void Shifts(ForecastContext context, Span<double> shifts)
    {
        shifts[0] = context.MeanOfLast(Short) - context.SeasonOfLast(Short);
        shifts[1] = context.MeanOfLast(Long) - context.SeasonOfLast(Long);
    }

    private double Season(ForecastContext context, int horizon) =>
        weekly ? context.TargetWeekly[horizon] : context.TargetNarrow[horizon] + context.TargetShort[horizon];
}
