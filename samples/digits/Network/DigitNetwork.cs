using System.Collections.Concurrent;

namespace Digits.Network;

/// <summary>
/// A small convolutional network for 8x8 digits: two 3x3 convolutions, the largest of each 2x2 block, one hidden layer, ten scores.
/// Immutable while it serves; <see cref="Classify"/> may be called from any number of threads.
/// </summary>
internal sealed class DigitNetwork
{
    /// <summary>Values of one image, each 0..<see cref="Ink"/>.</summary>
    public const int Pixels = Patches.Places;

    /// <summary>The digits 0..9.</summary>
    public const int Classes = 10;

    /// <summary>The largest value of a pixel.</summary>
    public const float Ink = 16;

    private readonly ConcurrentBag<Activations> _idle = [];

    /// <summary>Creates a network whose weights are zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width is not 1..256.</exception>
    public DigitNetwork(int strokes, int shapes, int hidden)
    {
        foreach (int width in (ReadOnlySpan<int>)[strokes, shapes, hidden])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 256);
        }
        Strokes = new Layer(Patches.Window, strokes);
        Shapes = new Layer(Patches.Window * strokes, shapes);
        Hidden = new Layer(Pooling.Places * shapes, hidden);
        Output = new Layer(hidden, Classes);
    }

    /// <summary>First convolution, over pixels.</summary>
    public Layer Strokes { get; }

    /// <summary>Second convolution, over <see cref="Strokes"/>.</summary>
    public Layer Shapes { get; }

    /// <summary>Hidden layer, over the pooled <see cref="Shapes"/>.</summary>
    public Layer Hidden { get; }

    /// <summary>The ten scores.</summary>
    public Layer Output { get; }

    /// <summary>All layers in the order of the weights file.</summary>
    public IReadOnlyList<Layer> Layers => [Strokes, Shapes, Hidden, Output];

    /// <summary>Number of trained values.</summary>
    public int Parameters => Layers.Sum(layer => layer.Weights.Length + layer.Bias.Length);

    /// <summary>Classifies a batch: the convolutions image by image, which keeps their patches in cache, the dense layers together.</summary>
    /// <param name="pixels">[count, 64], each 0..16.</param>
    /// <param name="count">Images in the batch, at least 1.</param>
    /// <param name="scores">[count, 10]: receives probabilities that add up to 1 in each row.</param>
    public void Classify(ReadOnlySpan<float> pixels, int count, Span<float> scores)
    {
        float[] pooled = new float[count * Hidden.Inputs];
        float[] hidden = new float[count * Hidden.Outputs];
        Activations activations = _idle.TryTake(out Activations? spare) ? spare : new Activations(this);
        for (int i = 0; i < count; i++)
            Extract(pixels.Slice(i * Pixels, Pixels), activations, pooled.AsSpan(i * Hidden.Inputs, Hidden.Inputs));
        _idle.Add(activations);
        Hidden.Apply(pooled, hidden, count, rectify: true);
        Output.Apply(hidden, scores, count, rectify: false);
        for (int i = 0; i < count; i++)
            Normalize(scores.Slice(i * Classes, Classes));
    }

    /// <summary>Runs the convolutions on one image.</summary>
    public void Extract(ReadOnlySpan<float> pixels, Activations activations, Span<float> pooled)
    {
        for (int i = 0; i < Pixels; i++)
            activations.Image[i] = pixels[i] / Ink;
        Patches.Gather(activations.Image, 1, activations.ImagePatches);
        Strokes.Apply(activations.ImagePatches, activations.StrokeMap, Patches.Places, rectify: true);
        Patches.Gather(activations.StrokeMap, Strokes.Outputs, activations.StrokePatches);
        Shapes.Apply(activations.StrokePatches, activations.ShapeMap, Patches.Places, rectify: true);
        Pooling.Apply(activations.ShapeMap, Shapes.Outputs, pooled);
    }

    /// <summary>Softmax in place.</summary>
    public static void Normalize(Span<float> scores)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
            largest = MathF.Max(largest, score);
        float sum = 0;
        foreach (ref float score in scores)
            sum += score = MathF.Exp(score - largest);
        foreach (ref float score in scores)
            score /= sum;
    }

    /// <summary>The class with the highest score; of equals the lowest.</summary>
    public static int Label(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }
        return best;
    }
}
