using System.Globalization;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Arithmetic and text of shapes.</summary>
internal static class TensorShape
{
    /// <summary>Dimensions of one tensor at most.</summary>
    internal const int MaxRank = 32;

    internal static string Format(ReadOnlySpan<long> shape)
    {
        var parts = new string[shape.Length];
        for (var i = 0; i < shape.Length; i++)
        {
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(',', parts)}]";
    }

    /// <summary>
    /// Multiplies the dimensions. False when the product of those that are not zero leaves 64 bits: a zero does not
    /// excuse an overflow, since who multiplies in order meets it first.
    /// </summary>
    /// <param name="shape">Dimensions of zero or more.</param>
    /// <param name="elements">The number of elements; zero when a dimension is.</param>
    /// <param name="extent">The product without the zeros.</param>
    internal static bool TryMultiply(ReadOnlySpan<long> shape, out long elements, out long extent)
    {
        (elements, extent) = (0, 1);
        var empty = false;
        foreach (var dimension in shape)
        {
            if (dimension == 0)
            {
                empty = true;
            }
            else if (extent > long.MaxValue / dimension)
            {
                return false;
            }
            else
            {
                extent *= dimension;
            }
        }

        elements = empty ? 0 : extent;
        return true;
    }
}
