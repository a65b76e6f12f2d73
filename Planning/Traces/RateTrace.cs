using System.Collections.Immutable;
using Krewe.Planning.Randomness;
using Krewe.Scheduling.Scaling.Demand;

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

    /// <summary>How the requests of a model gather when they come as a replay of this trace has them come: what a meter has found by its end.</summary>
    /// <param name="model">Index of the model.</param>
    /// <param name="seed">The seed of all randomness.</param>
    public BurstMeter MeasureBursts(int model, int seed)
    {
        var (meter, arrivals) = (new BurstMeter(), new ArrivalStream(Counts[model], StepSeconds, new ReplayRandom(seed, 2 * model)));
        while (!double.IsInfinity(Math.Min(arrivals.Next, arrivals.NextStep)))
        {
            if (arrivals.NextStep <= arrivals.Next)
            {
                arrivals.BeginStep();
            }
            else
            {
                meter.Arrive(arrivals.Next);
                arrivals.Take();
            }
        }

        return meter;
    }
}
