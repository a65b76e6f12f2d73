namespace Digits.Network;

/// <summary>The values between the layers for one image, kept because training needs them again; used by one thread at a time.</summary>
internal sealed class Activations(DigitNetwork network)
{
    /// <summary>The image, scaled to 0..1.</summary>
    public float[] Image { get; } = new float[DigitNetwork.Pixels];

    /// <summary>Neighbourhoods of the image.</summary>
    public float[] ImagePatches { get; } = new float[Patches.Places * network.Strokes.Inputs];

    /// <summary>What the first convolution found.</summary>
    public float[] StrokeMap { get; } = new float[Patches.Places * network.Strokes.Outputs];

    /// <summary>Neighbourhoods of <see cref="StrokeMap"/>.</summary>
    public float[] StrokePatches { get; } = new float[Patches.Places * network.Shapes.Inputs];

    /// <summary>What the second convolution found.</summary>
    public float[] ShapeMap { get; } = new float[Patches.Places * network.Shapes.Outputs];
}
