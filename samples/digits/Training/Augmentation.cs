using Digits.Network;

namespace Digits.Training;

/// <summary>Shifts an image by up to one pixel each way, so that the network does not learn where a digit stood.</summary>
internal static class Augmentation
{
    /// <summary>Writes <paramref name="pixels"/>, shifted at random, to <paramref name="shifted"/>.</summary>
    public static void Shift(ReadOnlySpan<float> pixels, Span<float> shifted, Random random)
    {
        // Neighbour 4 of a place is the place itself; half of the images stay where they are.
        int direction = random.Next(2) == 0 ? 4 : random.Next(Patches.Window);
        for (int place = 0; place < Patches.Places; place++)
            shifted[place] = Patches.Neighbour(place, direction) is >= 0 and int from ? pixels[from] : 0;
    }
}
