using System.Numerics.Tensors;
using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>
/// Direct ridge regression: each horizon has its own linear function of the recent rates and of the season. It is autoregression
/// and seasonal adjustment in one, with the mixture learned.
/// </summary>
internal sealed class RidgeForecaster : IForecaster
{
    // Beyond this many steps ahead, rows next to each other say almost the same.
    private const int FarHorizon = 30;
    private const int FarStride = 4;

    public string Name => "ridge";

    public float[] Learn(TrainingSet training) => training.Share(Name, () => Fit(training));

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
    {
        var size = RidgeFeatures.Count(context.Options);
        if (learned.Length != size * means.Length)
        {
            means.Fill(context.Last);
            return;
        }

        Span<double> features = stackalloc double[size];
        Span<double> weights = stackalloc double[size];
        RidgeFeatures.FillShared(context, features);
        for (var h = 0; h < means.Length; h++)
        {
            RidgeFeatures.FillTarget(context, h, features);
            TensorPrimitives.ConvertTruncating(learned.Slice(h * size, size), weights);
            means[h] = TensorPrimitives.Dot(features, weights);
        }
    }

    private static float[] Fit(TrainingSet training)
    {
        var options = training.Options;
        var size = RidgeFeatures.Count(options);
        var equations = options.Horizons.Select(_ => new NormalEquations(size, 1)).ToArray();
        var features = new double[size];
        var visited = 0;
        training.Visit(1, row =>
        {
            RidgeFeatures.FillShared(row.Context, features);
            visited++;
            for (var h = 0; h < equations.Length; h++)
            {
                if (!double.IsNaN(row.Targets[h]) && (options.Horizons[h] < FarHorizon || visited % FarStride == 0))
                {
                    RidgeFeatures.FillTarget(row.Context, h, features);
                    equations[h].AddRow(features, row.Weight);
                    equations[h].AddOutput(0, features, row.Weight, row.Targets[h]);
                }
            }
        });
        var learned = new float[size * equations.Length];
        for (var h = 0; h < equations.Length; h++)
        {
            var solution = equations[h].Solve(options.Ridge);
            for (var i = 0; i < size; i++)
            {
                learned[(h * size) + i] = (float)solution[0][i];
            }
        }

        return learned;
    }
}
