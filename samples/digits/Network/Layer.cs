using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Digits.Network;

/// <summary>A fully connected layer, y = x·W + b. A convolution is the same over patches.</summary>
/// <param name="inputs">Values of one row of x.</param>
/// <param name="outputs">Values of one row of y.</param>
internal sealed class Layer(int inputs, int outputs)
{
    /// <summary>Values of one row of x.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>Values of one row of y.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>W, row-major [<see cref="Inputs"/>, <see cref="Outputs"/>]: outputs lie side by side, so that one vector holds several.</summary>
    public float[] Weights { get; } = new float[inputs * outputs];

    /// <summary>b.</summary>
    public float[] Bias { get; } = new float[outputs];

    /// <summary>Computes <paramref name="rows"/> rows at once.</summary>
    /// <param name="x">Row-major [rows, Inputs].</param>
    /// <param name="y">Row-major [rows, Outputs]; overwritten.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="rectify">Whether negative results become zero.</param>
    /// <remarks>
    /// Every output adds its products in the order of the inputs, without fusing, whatever the width of a vector:
    /// the result has the same bits on every machine. Compiled fully on first use, for a restarted server meets its load cold.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<float> x, Span<float> y, int rows, bool rectify)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, rows * Inputs, nameof(x));
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, rows * Outputs, nameof(y));
        int width = Vector<float>.Count;
        Vector<float> floor = rectify ? Vector<float>.Zero : new Vector<float>(float.NegativeInfinity);
        ref float w = ref MemoryMarshal.GetArrayDataReference(Weights);
        ref float b = ref MemoryMarshal.GetArrayDataReference(Bias);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = x.Slice(row * Inputs, Inputs);
            ref float to = ref MemoryMarshal.GetReference(y.Slice(row * Outputs, Outputs));
            int o = 0;
            for (; o + (2 * width) <= Outputs; o += 2 * width)
            {
                Vector<float> low = Vector.LoadUnsafe(ref b, (nuint)o);
                Vector<float> high = Vector.LoadUnsafe(ref b, (nuint)(o + width));
                nuint at = (nuint)o;
                foreach (float value in from)
                {
                    Vector<float> v = new(value);
                    low += v * Vector.LoadUnsafe(ref w, at);
                    high += v * Vector.LoadUnsafe(ref w, at + (nuint)width);
                    at += (nuint)Outputs;
                }
                Vector.Max(low, floor).StoreUnsafe(ref to, (nuint)o);
                Vector.Max(high, floor).StoreUnsafe(ref to, (nuint)(o + width));
            }
            for (; o < Outputs; o++)
            {
                float sum = Bias[o];
                int at = o;
                foreach (float value in from)
                {
                    sum += value * Weights[at];
                    at += Outputs;
                }
                Unsafe.Add(ref to, o) = rectify && sum < 0 ? 0 : sum;
            }
        }
    }
}
