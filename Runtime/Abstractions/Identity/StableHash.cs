using System.Numerics;

namespace Orleans.Runtime;

/// <summary>FNV-1a with a final mix: not seeded, so equal in every process and on every machine.</summary>
internal static class StableHash
{
    public static uint Compute(ReadOnlySpan<byte> bytes, uint seed = 2166136261)
    {
        var hash = seed;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 16777619;
        }

        return Mix(hash);
    }

    public static uint Combine(uint left, uint right) => Mix(BitOperations.RotateLeft(left, 5) ^ (right * 0x9E3779B1));

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x7feb352d;
        hash ^= hash >> 15;
        return hash;
    }
}
