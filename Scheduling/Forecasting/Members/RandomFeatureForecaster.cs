using System.Numerics.Tensors;
using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>
/// Ridge regression over random features: a layer of tanh with weights drawn once by seed, over the shape of the context in units
/// of the series' own spread (Rahimi, Recht: NIPS 2008). It learns what <see cref="RidgeForecaster"/> leaves: saturation, thresholds,
/// the way back from a peak. The layer is the same for all series and is not stored.
/// </summary>
internal sealed class RandomFeatureForecaster : IForecaster
{
    private const int Hidden = 96;
    private const int Shapes = 4;
    private const double Ridge = 3e-2;
    private readonly RidgeForecaster _linear = new();
    private readonly double[] _layer;
    private readonly double[] _offsets;
    private readonly int _inputs;

    public RandomFeatureForecaster(ForecastOptions options)
    {
        var random = new Random(options.Seed);
        _inputs = Math.Min(ForecastContext.MaxRecent, options.Context) + 3 + Shapes;
        _layer = [.. Enumerable.Range(0, Hidden * _inputs).Select(_ => Gaussian(random) * 1.5 / Math.Sqrt(_inputs))];
        _offsets = [.. Enumerable.Range(0, Hidden).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    public string Name => "random features";

    public float[] Learn(TrainingSet training)
    {
        var linear = _linear.Learn(training);
        var spread = (float)Spread(training);
        var horizons = training.Options.Horizons.Length;
        var equations = new NormalEquations(Hidden, horizons);
        var means = new double[horizons];
        var hidden = new double[Hidden];
        training.Visit(2, row =>
        {
            _linear.Forecast(linear, row.Context, means);
            Fill(row.Context, spread, hidden);
            equations.AddRow(hidden, row.Weight);
            for (var h = 0; h < horizons; h++)
            {
                // A horizon that is not known counts as one that the linear part has met.
                if (!double.IsNaN(row.Targets[h]))
                {
                    equations.AddOutput(h, hidden, row.Weight, row.Targets[h] - means[h]);
                }
            }
        });
        return [spread, .. linear, .. equations.Solve(Ridge).SelectMany(weights => weights).Select(weight => (float)weight)];
    }

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
    {
        var linear = RidgeFeatures.Count(context.Options) * means.Length;
        if (learned.Length != 1 + linear + (Hidden * means.Length))
        {
            means.Fill(context.Last);
            return;
        }

        _linear.Forecast(learned.Slice(1, linear), context, means);
        Span<double> hidden = stackalloc double[Hidden];
        Span<double> weights = stackalloc double[Hidden];
        Fill(context, learned[0], hidden);
        for (var h = 0; h < means.Length; h++)
        {
            TensorPrimitives.ConvertTruncating(learned.Slice(1 + linear + (h * Hidden), Hidden), weights);
            means[h] += TensorPrimitives.Dot(hidden, weights);
        }
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Spread(TrainingSet training)
    {
        var (sum, count) = (0.0, 0);
        for (var series = 0; series < training.Profiles.Count; series++)
        {
            foreach (var value in training.ValuesOf(series))
            {
                sum += (value - training.Profiles[series].Level) * (value - training.Profiles[series].Level);
                count++;
            }
        }

        return Math.Max(1e-3, Math.Sqrt(sum / Math.Max(1, count)));
    }

    private void Fill(ForecastContext context, double spread, Span<double> hidden)
    {
        Span<double> inputs = stackalloc double[_inputs];
        var mean = context.MeanOfLast(ForecastContext.MaxRecent);
        var season = context.SeasonOfLast(ForecastContext.MaxRecent);
        var at = 0;
        for (var i = 1; i <= context.Recent; i++)
        {
            inputs[at++] = Math.Clamp(2 * (context.Values[^i] - mean) / spread, -4, 4);
        }

        inputs[at++] = Math.Clamp((mean - season) / spread, -4, 4);
        inputs[at++] = Math.Clamp((mean - context.Level) / spread, -4, 4);
        inputs[at++] = Math.Clamp((context.SeasonOfLast(3) - season) / spread, -4, 4);
        for (var i = 0; i < Shapes; i++)
        {
            var horizon = i * (context.TargetNarrow.Length - 1) / (Shapes - 1);
            inputs[at++] = Math.Clamp((context.TargetNarrow[horizon] - season) / spread, -4, 4);
        }

        for (var unit = 0; unit < Hidden; unit++)
        {
            hidden[unit] = Math.Tanh(_offsets[unit] + TensorPrimitives.Dot(_layer.AsSpan(unit * _inputs, _inputs), inputs));
        }
    }
}
