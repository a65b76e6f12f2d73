namespace Digits.Network;

/// <summary>The 3x3 neighbourhoods of an 8x8 map, zero beyond its edge; a map is [row, column, channel].</summary>
internal static class Patches
{
    /// <summary>Pixels along a side of a map.</summary>
    public const int Side = 8;

    /// <summary>Places of a map.</summary>
    public const int Places = Side * Side;

    /// <summary>Places of a neighbourhood.</summary>
    public const int Window = 9;

    /// <summary>Writes one row [9 x channels] for each place of the map.</summary>
    public static void Gather(ReadOnlySpan<float> map, int channels, Span<float> patches)
    {
        for (int place = 0; place < Places; place++)
        {
            for (int n = 0; n < Window; n++)
            {
                Span<float> to = patches.Slice(((place * Window) + n) * channels, channels);
                if (Neighbour(place, n) is >= 0 and int from)
                    map.Slice(from * channels, channels).CopyTo(to);
                else
                    to.Clear();
            }
        }
    }

    /// <summary>The place of neighbour <paramref name="n"/> (0..8, row by row), or -1 beyond the edge.</summary>
    public static int Neighbour(int place, int n)
    {
        int row = (place / Side) + (n / 3) - 1;
        int column = (place % Side) + (n % 3) - 1;
        return (uint)row < Side && (uint)column < Side ? (row * Side) + column : -1;
    }
}
