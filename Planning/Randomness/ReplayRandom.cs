using System.Numerics;

namespace Krewe.Planning.Randomness;

/// <summary>
/// Random numbers of a replay: xoshiro256++ (Blackman, Vigna 2021), begun by SplitMix64. Own code because the framework's generator
/// may change between versions, and a replay is to give the same bits everywhere. Not safe for concurrent use.
/// </summary>
public sealed class ReplayRandom
{
    private const double ToUnit = 1.0 / (1UL << 53);
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">The seed of the replay.</param>
    /// <param name="stream">Tells apart the streams of one replay, so that what one draws does not move the others.</param>
    public ReplayRandom(int seed, int stream)
    {
        var state = ((ulong)(uint)seed << 32) | (uint)stream;
        (_a, _b, _c, _d) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (Next() >> 11) * ToUnit;

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(1 - NextUnit());

    /// <summary>A whole number from 0 to below a bound.</summary>
    public int NextBelow(int bound) => (int)(NextUnit() * bound);

    private static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong Next()
    {
        var result = BitOperations.RotateLeft(_a + _d, 23) + _a;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }
}
