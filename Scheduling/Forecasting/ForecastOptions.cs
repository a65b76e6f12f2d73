using System.Collections.Immutable;

namespace Krewe.Scheduling.Forecasting;

/// <summary>What a forecaster looks at and how far it looks ahead. All lengths are numbers of steps (usually minutes).</summary>
public sealed record ForecastOptions
{
    /// <summary>Minutes of a day, seen from minute steps up to 24 hours ahead.</summary>
    public static ForecastOptions Minutes { get; } = new();

    /// <summary>Steps of the longest season that is learned, at least 2. A day of minutes unless told otherwise.</summary>
    public int Season { get; init; } = 1440;

    /// <summary>Steps of the season inside the season (an hour of minutes), at least 1.</summary>
    public int ShortSeason { get; init; } = 60;

    /// <summary>Seasons of history that are kept and learned from, at least 1.</summary>
    public int Cycles { get; init; } = 10;

    /// <summary>Steps before now that a forecast may look at, at least 1.</summary>
    public int Context { get; init; } = 240;

    /// <summary>Steps ahead for which a forecast is made, 1 = the step that comes next; ascending. Between them it is interpolated.</summary>
    public ImmutableArray<int> Horizons { get; init; } = [1, 2, 3, 4, 5, 6, 7, 10, 15, 30, 60, 120, 240, 360, 720, 1440];

    /// <summary>Weight of a cycle in learning against the one after it, above 0 to 1.</summary>
    public double CycleDecay { get; init; } = 0.87;

    /// <summary>Strength of ridge regression, relative to the norm of each feature.</summary>
    public double Ridge { get; init; } = 1e-4;

    /// <summary>Memory of the ensemble's weights: what an error still counts when the next one of its horizon is known.</summary>
    public double LossDecay { get; init; } = 0.993;

    /// <summary>Seed of the random features.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Throws where a value is outside its range.</summary>
    /// <exception cref="ArgumentException">Names the first such value.</exception>
    public void Validate()
    {
        if (Season < 2 || ShortSeason < 1 || Cycles < 1 || Context < 1 || !(CycleDecay is > 0 and <= 1) || !(Ridge > 0)
            || !(LossDecay is > 0 and < 1) || Horizons.IsDefaultOrEmpty || Horizons[0] < 1 || !Horizons.SequenceEqual(Horizons.Order().Distinct()))
        {
            throw new ArgumentException("The options of a forecast need a season of at least 2 steps, ascending horizons from 1 on, and positive lengths and decays.");
        }
    }
}
