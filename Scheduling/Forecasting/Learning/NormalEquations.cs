using System.Numerics.Tensors;

namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>
/// Ridge regression by its normal equations (Hoerl, Kennard: Technometrics 1970), several outputs over the same features. The
/// penalty is relative to the norm of each feature, so that units do not matter.
/// </summary>
internal sealed class NormalEquations
{
    private readonly int _features;
    private readonly double[] _gram;
    private readonly double[][] _moments;

    public NormalEquations(int features, int outputs)
    {
        _features = features;
        _gram = new double[features * features];
        _moments = [.. Enumerable.Range(0, outputs).Select(_ => new double[features])];
    }

    /// <summary>Weight of all rows together.</summary>
    public double Weight { get; private set; }

    /// <summary>Adds the features of a row. Its outputs follow by <see cref="AddOutput"/>.</summary>
    public void AddRow(ReadOnlySpan<double> features, double weight)
    {
        Weight += weight;
        for (var i = 0; i < _features; i++)
        {
            var row = _gram.AsSpan(i * _features, i + 1);
            TensorPrimitives.MultiplyAdd(features[..(i + 1)], weight * features[i], row, row);
        }
    }

    public void AddOutput(int output, ReadOnlySpan<double> features, double weight, double value) =>
        TensorPrimitives.MultiplyAdd(features, weight * value, _moments[output], _moments[output]);

    /// <summary>The coefficients of each output.</summary>
    public double[][] Solve(double ridge)
    {
        var scale = new double[_features];
        for (var i = 0; i < _features; i++)
        {
            var norm = _gram[(i * _features) + i];
            scale[i] = norm > 0 ? 1 / Math.Sqrt(norm) : 0;
        }

        var factor = Factor(scale, ridge);
        return [.. _moments.Select(moments => Substitute(factor, moments, scale))];
    }

    // Cholesky, row by row.
    private double[] Factor(double[] scale, double ridge)
    {
        var factor = new double[_gram.Length];
        for (var i = 0; i < _features; i++)
        {
            var left = factor.AsSpan(i * _features, _features);
            for (var j = 0; j < i; j++)
            {
                var above = factor.AsSpan(j * _features, j);
                left[j] = ((_gram[(i * _features) + j] * scale[i] * scale[j]) - Dot(left[..j], above)) / factor[(j * _features) + j];
            }

            var rest = (_gram[(i * _features) + i] * scale[i] * scale[i]) + ridge - Dot(left[..i], left[..i]);
            left[i] = Math.Sqrt(Math.Max(rest, ridge * 1e-6));
        }

        return factor;
    }

    private double[] Substitute(double[] factor, double[] moments, double[] scale)
    {
        var solution = new double[_features];
        for (var i = 0; i < _features; i++)
        {
            var left = factor.AsSpan(i * _features, i);
            solution[i] = ((moments[i] * scale[i]) - Dot(left, solution.AsSpan(0, i))) / factor[(i * _features) + i];
        }

        for (var i = _features - 1; i >= 0; i--)
        {
            var sum = solution[i];
            for (var k = i + 1; k < _features; k++)
            {
                sum -= factor[(k * _features) + i] * solution[k];
            }

            solution[i] = sum / factor[(i * _features) + i];
        }

        for (var i = 0; i < _features; i++)
        {
            solution[i] *= scale[i];
        }

        return solution;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => TensorPrimitives.Dot(left, right);
}
