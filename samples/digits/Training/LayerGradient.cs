using System.Numerics.Tensors;
using Digits.Network;

namespace Digits.Training;

/// <summary>Collects the gradient of one layer over a batch and takes the step (Adam: Kingma and Ba, arXiv 1412.6980).</summary>
internal sealed class LayerGradient(Layer layer)
{
    private const float Decay1 = 0.9f;
    private const float Decay2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] _weights = new float[layer.Weights.Length];
    private readonly float[] _bias = new float[layer.Bias.Length];
    private readonly float[] _mean = new float[layer.Weights.Length + layer.Bias.Length];
    private readonly float[] _variance = new float[layer.Weights.Length + layer.Bias.Length];
    private readonly float[] _scratch = new float[layer.Weights.Length];
    private readonly Layer _transposed = new(layer.Outputs, layer.Inputs);

    /// <summary>Draws the first weights (He et al., arXiv 1502.01852); the bias begins at zero.</summary>
    public void Initialize(Random random)
    {
        double deviation = Math.Sqrt(2.0 / layer.Inputs);
        foreach (ref float weight in layer.Weights.AsSpan())
        {
            // Box-Muller; 1 - u is never zero.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            weight = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }

    /// <summary>Forgets the last batch.</summary>
    public void Begin()
    {
        Array.Clear(_weights);
        Array.Clear(_bias);
        for (int i = 0; i < layer.Inputs; i++)
        {
            for (int o = 0; o < layer.Outputs; o++)
                _transposed.Weights[(o * layer.Inputs) + i] = layer.Weights[(i * layer.Outputs) + o];
        }
    }

    /// <summary>Adds the gradient of rows that went through the layer.</summary>
    /// <param name="x">What went in, [rows, inputs].</param>
    /// <param name="dy">Gradient of what came out, [rows, outputs].</param>
    /// <param name="dx">Receives the gradient of what went in, [rows, inputs]; empty when nobody asks.</param>
    /// <param name="rows">How many rows.</param>
    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> slope = dy.Slice(row * layer.Outputs, layer.Outputs);
            TensorPrimitives.Add(_bias, slope, _bias);
            for (int i = 0; i < layer.Inputs; i++)
            {
                if (x[(row * layer.Inputs) + i] is not 0 and float value)
                {
                    Span<float> sum = _weights.AsSpan(i * layer.Outputs, layer.Outputs);
                    TensorPrimitives.MultiplyAdd(slope, value, sum, sum);
                }
            }
        }
        if (!dx.IsEmpty)
            _transposed.Apply(dy, dx, rows, rectify: false);
    }

    /// <summary>Moves the weights against the mean gradient of the batch.</summary>
    /// <param name="batch">Images in the batch.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="rate">Learning rate.</param>
    public void Step(int batch, int step, float rate)
    {
        int split = layer.Weights.Length;
        Step(layer.Weights, _weights, _mean.AsSpan(0, split), _variance.AsSpan(0, split), batch, step, rate);
        Step(layer.Bias, _bias, _mean.AsSpan(split), _variance.AsSpan(split), batch, step, rate);
    }

    private void Step(Span<float> values, Span<float> gradient, Span<float> mean, Span<float> variance, int batch, int step, float rate)
    {
        Span<float> change = _scratch.AsSpan(0, values.Length);
        TensorPrimitives.Divide(gradient, (float)batch, gradient);
        TensorPrimitives.Multiply(mean, Decay1, mean);
        TensorPrimitives.MultiplyAdd(gradient, 1 - Decay1, mean, mean);
        TensorPrimitives.Multiply(gradient, gradient, gradient);
        TensorPrimitives.Multiply(variance, Decay2, variance);
        TensorPrimitives.MultiplyAdd(gradient, 1 - Decay2, variance, variance);
        TensorPrimitives.Divide(variance, 1 - MathF.Pow(Decay2, step), change);
        TensorPrimitives.Sqrt(change, change);
        TensorPrimitives.Add(change, Epsilon, change);
        TensorPrimitives.Divide(mean, change, change);
        TensorPrimitives.MultiplyAdd(change, -rate / (1 - MathF.Pow(Decay1, step)), values, values);
    }
}
