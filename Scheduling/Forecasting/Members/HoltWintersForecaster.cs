using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>
/// Exponential smoothing with level, damped trend and additive seasons (Winters: Management Science 1960; damping by Gardner,
/// McKenzie 1985). The seasons, long and short, are the means of the past cycles, taken anew at each learning; level and trend run over
/// the context. Smoothing factors are the best of a grid over the history.
/// </summary>
internal sealed class HoltWintersForecaster : IForecaster
{
    private const double Damping = 0.9;
    private const int Rows = 600;
    private static readonly double[] Levels = [0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1];
    private static readonly double[] Trends = [0, 0.05, 0.15, 0.4];

    public string Name => "holt-winters";

    public float[] Learn(TrainingSet training)
    {
        var losses = new double[Levels.Length * Trends.Length];
        var means = new double[training.Options.Horizons.Length];
        training.Visit(Math.Max(1, training.Steps / Rows), row =>
        {
            for (var candidate = 0; candidate < losses.Length; candidate++)
            {
                Run(Levels[candidate / Trends.Length], Trends[candidate % Trends.Length], row.Context, means);
                for (var h = 0; h < means.Length; h++)
                {
                    var error = row.Targets[h] - means[h];
                    losses[candidate] += double.IsNaN(error) || training.Options.Horizons[h] > ForecastContext.MaxRecent ? 0 : error * error;
                }
            }
        });
        var best = Array.IndexOf(losses, losses.Min());
        return [(float)Levels[best / Trends.Length], (float)Trends[best % Trends.Length]];
    }

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means) =>
        Run(learned.Length == 2 ? learned[0] : 0.5, learned.Length == 2 ? learned[1] : 0, context, means);

    private static void Run(double alpha, double beta, ForecastContext context, Span<double> means)
    {
        var recent = context.Recent;
        var level = context.Values[^recent] - context.RecentNarrow[recent - 1];
        var trend = 0.0;
        for (var i = recent - 1; i >= 1; i--)
        {
            var before = level;
            level = (alpha * (context.Values[^i] - context.RecentNarrow[i - 1])) + ((1 - alpha) * (level + (Damping * trend)));
            trend = (beta * (level - before)) + ((1 - beta) * Damping * trend);
        }

        for (var h = 0; h < means.Length; h++)
        {
            var damped = Damping * (1 - Math.Pow(Damping, context.Options.Horizons[h])) / (1 - Damping);
            means[h] = context.TargetNarrow[h] + context.TargetShort[h] + level + (damped * trend);
        }
    }
}
