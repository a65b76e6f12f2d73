namespace Digits.Training;

/// <summary>One labelled image.</summary>
/// <param name="Pixels">64 values 0..16, row by row.</param>
/// <param name="Label">The digit that was written, 0..9.</param>
internal sealed record Digit(float[] Pixels, int Label);
