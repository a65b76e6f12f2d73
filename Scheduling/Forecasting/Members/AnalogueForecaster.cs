using System.Numerics.Tensors;
using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>
/// What followed when it last looked like this: the nearest stretches of the past by shape and level, and the mean of how they
/// went on.
/// </summary>
internal sealed class AnalogueForecaster : IForecaster
{
    private const int Nearest = 24;

    // A candidate every so many steps: neighbours look alike.
    private const int Stride = 2;

    public string Name => "analogues";

    public float[] Learn(TrainingSet training) => [];

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means)
    {
        var past = context.Past;
        var length = context.Recent;
        means.Fill(context.MeanOfLast(length));
        Span<double> distances = stackalloc double[Nearest];
        Span<int> places = stackalloc int[Nearest];
        var now = context.Values.AsSpan(^length..);
        var found = Search(past, now, distances, places);
        if (found == 0)
        {
            return;
        }

        var scale = Math.Max(distances[found - 1], 1e-9);
        var near = Math.Min(3, length);
        var level = context.MeanOfLast(near);
        for (var h = 0; h < means.Length; h++)
        {
            var (sum, weights) = (0.0, 0.0);
            for (var k = 0; k < found; k++)
            {
                var target = places[k] + context.Options.Horizons[h] - 1;
                if (target < past.Length && !double.IsNaN(past[target]))
                {
                    var weight = Math.Exp(-distances[k] / scale);
                    sum += weight * (past[target] - TensorPrimitives.Average<double>(past.Slice(places[k] - near, near)));
                    weights += weight;
                }
            }

            means[h] = weights > 0 ? level + (sum / weights) : level;
        }
    }

    // The nearest stretches, nearest first; a stretch with a gap compares as far away.
    private static int Search(ReadOnlySpan<double> past, ReadOnlySpan<double> now, Span<double> distances, Span<int> places)
    {
        var found = 0;
        for (var at = now.Length; at < past.Length - 1; at += Stride)
        {
            var distance = TensorPrimitives.Distance(past.Slice(at - now.Length, now.Length), now);
            if (double.IsNaN(distance) || (found == distances.Length && distance >= distances[^1]))
            {
                continue;
            }

            var place = found < distances.Length ? found++ : found - 1;
            for (; place > 0 && distances[place - 1] > distance; place--)
            {
                (distances[place], places[place]) = (distances[place - 1], places[place - 1]);
            }

            (distances[place], places[place]) = (distance, at);
        }

        return found;
    }
}
