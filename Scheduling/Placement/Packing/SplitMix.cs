namespace Krewe.Scheduling.Placement.Packing;

/// <summary>SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the same numbers from the same seed in every process and version.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>At least 0, below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>At least 0, below <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)Math.BigMul(Next() >> 32 << 32, (ulong)limit, out _);
}
