using System.Collections.Immutable;
using Krewe.Planning.Traces;

namespace Krewe.Planning.Tests;

/// <summary>Small traces.</summary>
internal static class Traces
{
    /// <summary>Models with rates of their own that go up and down by the minute, by seed.</summary>
    public static RateTrace Waves(int seed, int models, int minutes, int most)
    {
        var random = new Random(seed);
        return new RateTrace(
            [.. Enumerable.Range(0, models).Select(model => $"m{model}")],
            [.. Enumerable.Range(0, models).Select(_ =>
            {
                var (level, phase) = (random.Next(most / 4, most), random.NextDouble() * Math.Tau);
                return Enumerable.Range(0, minutes).Select(minute => (int)(level * (1 + (0.6 * Math.Sin(phase + (minute / 6.0)))) * (0.85 + (0.3 * random.NextDouble())))).ToImmutableArray();
            })]);
    }

    /// <summary>One model with the same rate in each minute.</summary>
    public static RateTrace Flat(int perMinute, int minutes) => new(["m0"], [[.. Enumerable.Repeat(perMinute, minutes)]]);
}
