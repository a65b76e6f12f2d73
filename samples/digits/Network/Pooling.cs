namespace Digits.Network;

/// <summary>The largest of each 2x2 block: an 8x8 map becomes 4x4.</summary>
internal static class Pooling
{
    /// <summary>Places of a pooled map.</summary>
    public const int Places = 16;

    /// <summary>Pools <paramref name="map"/> [8, 8, channels] into <paramref name="pooled"/> [4, 4, channels].</summary>
    public static void Apply(ReadOnlySpan<float> map, int channels, Span<float> pooled)
    {
        for (int place = 0; place < Places; place++)
        {
            Span<float> to = pooled.Slice(place * channels, channels);
            map.Slice(Source(place, 0) * channels, channels).CopyTo(to);
            for (int corner = 1; corner < 4; corner++)
            {
                ReadOnlySpan<float> from = map.Slice(Source(place, corner) * channels, channels);
                for (int c = 0; c < to.Length; c++)
                    to[c] = MathF.Max(to[c], from[c]);
            }
        }
    }

    /// <summary>The place in the map that is corner 0..3 of a pooled place.</summary>
    public static int Source(int place, int corner) =>
        (((2 * (place / 4)) + (corner / 2)) * Patches.Side) + (2 * (place % 4)) + (corner % 2);
}
