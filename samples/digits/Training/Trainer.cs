using System.Numerics.Tensors;
using Digits.Network;

namespace Digits.Training;

/// <summary>Trains a network by back-propagation of the cross-entropy; one thread, so that one seed gives one result.</summary>
internal sealed class Trainer
{
    private const int BatchSize = 32;
    private const float FirstRate = 2e-3f;

    private readonly DigitNetwork _network;
    private readonly Random _random;
    private readonly Activations _activations;
    private readonly LayerGradient _strokes, _shapes, _hidden, _output;
    private readonly float[] _image = new float[DigitNetwork.Pixels];
    private readonly float[] _pooled, _pooledSlope, _hiddenValues, _hiddenSlope, _strokeSlope, _patchSlope, _shapeSlope;
    private readonly float[] _scores = new float[DigitNetwork.Classes];
    private int _step;

    /// <summary>Prepares <paramref name="network"/> with first weights drawn from <paramref name="random"/>.</summary>
    public Trainer(DigitNetwork network, Random random)
    {
        (_network, _random, _activations) = (network, random, new Activations(network));
        (_strokes, _shapes) = (new LayerGradient(network.Strokes), new LayerGradient(network.Shapes));
        (_hidden, _output) = (new LayerGradient(network.Hidden), new LayerGradient(network.Output));
        foreach (LayerGradient gradient in Gradients)
            gradient.Initialize(random);
        _pooled = new float[network.Hidden.Inputs];
        _pooledSlope = new float[network.Hidden.Inputs];
        _hiddenValues = new float[network.Hidden.Outputs];
        _hiddenSlope = new float[network.Hidden.Outputs];
        _strokeSlope = new float[_activations.StrokeMap.Length];
        _patchSlope = new float[_activations.StrokePatches.Length];
        _shapeSlope = new float[_activations.ShapeMap.Length];
    }

    private LayerGradient[] Gradients => [_strokes, _shapes, _hidden, _output];

    /// <summary>Goes once through all digits in a random order.</summary>
    /// <param name="digits">What to learn from.</param>
    /// <param name="progress">How much of the training is done, 0..1: the learning rate falls along half a cosine.</param>
    /// <returns>Mean cross-entropy of the digits, each measured before its step.</returns>
    public double Epoch(IReadOnlyList<Digit> digits, double progress)
    {
        Digit[] order = [.. digits];
        _random.Shuffle(order);
        float rate = FirstRate * (float)(0.5 * (1 + Math.Cos(Math.PI * progress)));
        double loss = 0;
        foreach (Digit[] batch in order.Chunk(BatchSize))
        {
            foreach (LayerGradient gradient in Gradients)
                gradient.Begin();
            foreach (Digit digit in batch)
                loss += Learn(digit);
            _step++;
            foreach (LayerGradient gradient in Gradients)
                gradient.Step(batch.Length, _step, rate);
        }
        return loss / order.Length;
    }

    private double Learn(Digit digit)
    {
        Augmentation.Shift(digit.Pixels, _image, _random);
        _network.Extract(_image, _activations, _pooled);
        _network.Hidden.Apply(_pooled, _hiddenValues, 1, rectify: true);
        _network.Output.Apply(_hiddenValues, _scores, 1, rectify: false);
        DigitNetwork.Normalize(_scores);
        double loss = -Math.Log(Math.Max(_scores[digit.Label], 1e-30));

        // Softmax and cross-entropy together: the slope of the scores is the probabilities less the truth.
        _scores[digit.Label] -= 1;
        _output.Add(_hiddenValues, _scores, _hiddenSlope, 1);
        Rectify(_hiddenValues, _hiddenSlope);
        _hidden.Add(_pooled, _hiddenSlope, _pooledSlope, 1);
        Unpool(_network.Shapes.Outputs);
        Rectify(_activations.ShapeMap, _shapeSlope);
        _shapes.Add(_activations.StrokePatches, _shapeSlope, _patchSlope, Patches.Places);
        Scatter(_network.Strokes.Outputs);
        Rectify(_activations.StrokeMap, _strokeSlope);
        _strokes.Add(_activations.ImagePatches, _strokeSlope, [], Patches.Places);
        return loss;
    }

    private static void Rectify(ReadOnlySpan<float> values, Span<float> slope)
    {
        for (int i = 0; i < slope.Length; i++)
            slope[i] = values[i] > 0 ? slope[i] : 0;
    }

    // The slope of a pooled value belongs to the first corner that held it.
    private void Unpool(int channels)
    {
        Array.Clear(_shapeSlope);
        for (int i = 0; i < _pooled.Length; i++)
        {
            for (int corner = 0; corner < 4; corner++)
            {
                int from = (Pooling.Source(i / channels, corner) * channels) + (i % channels);
                if (_activations.ShapeMap[from] == _pooled[i])
                {
                    _shapeSlope[from] = _pooledSlope[i];
                    break;
                }
            }
        }
    }

    // The reverse of Patches.Gather: every place collects from the neighbourhoods that it is in.
    private void Scatter(int channels)
    {
        Array.Clear(_strokeSlope);
        for (int i = 0; i < Patches.Places * Patches.Window; i++)
        {
            if (Patches.Neighbour(i / Patches.Window, i % Patches.Window) is >= 0 and int place)
            {
                Span<float> sum = _strokeSlope.AsSpan(place * channels, channels);
                TensorPrimitives.Add(sum, _patchSlope.AsSpan(i * channels, channels), sum);
            }
        }
    }
}
