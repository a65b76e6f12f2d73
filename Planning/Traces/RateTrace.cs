using System.Collections.Immutable;

namespace Krewe.Planning.Traces;

/// <summary>How many requests each model gets in each step.</summary>
public sealed record RateTrace
{
    /// <summary>Checks and keeps the counts.</summary>
    /// <param name="names">The models.</param>
    /// <param name="counts">For each model its requests by step, all equally long, each at least 0.</param>
    /// <param name="stepSeconds">Length of a step, in seconds, above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a count is negative.</exception>
    public RateTrace(ImmutableArray<string> names, ImmutableArray<ImmutableArray<int>> counts, double stepSeconds = 60)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        if (names.IsDefaultOrEmpty || counts.Length != names.Length || counts.Any(line => line.Length != counts[0].Length || line.Any(count => count < 0)))
        {
            throw new ArgumentException("A trace needs a line of counts for each model, all equally long, none below 0.", nameof(counts));
        }

        (Names, Counts, StepSeconds) = (names, counts, stepSeconds);
    }

    /// <summary>The models.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Requests by model and step.</summary>
    public ImmutableArray<ImmutableArray<int>> Counts { get; }

    /// <summary>Length of a step, in seconds.</summary>
    public double StepSeconds { get; }

    /// <summary>Steps of the trace.</summary>
    public int Steps => Counts[0].Length;

    /// <summary>Requests of the whole trace.</summary>
    public long Requests => Counts.Sum(line => line.Sum(count => (long)count));
}
