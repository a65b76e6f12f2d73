using System.Collections.Immutable;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Scaling.Decisions;

/// <summary>What is known of one model when it is decided how many replicas it gets.</summary>
public sealed record ModelSnapshot
{
    /// <summary>Its name.</summary>
    public required string Model { get; init; }

    /// <summary>Its service times and what is promised.</summary>
    public required ServiceModel Service { get; init; }

    /// <summary>Replicas that serve.</summary>
    public required int Serving { get; init; }

    /// <summary>For each replica that starts or waits for its place, the seconds until it serves, as far as that is known.</summary>
    public ImmutableArray<double> StartingSeconds { get; init; } = [];

    /// <summary>Replicas that were taken away and can be had back at once.</summary>
    public int Idle { get; init; }

    /// <summary>Requests that wait or are served.</summary>
    public required double Inside { get; init; }

    /// <summary>
    /// Its classes, the most important first, each served before those after it; empty or one where all requests are alike. With more than one their
    /// objectives, tolerances and weights hold, not the model's.
    /// </summary>
    public ImmutableArray<ClassLoad> Classes { get; init; } = [];

    /// <summary>How demand may go on; at least one scenario.</summary>
    public required ImmutableArray<DemandScenario> Demand { get; init; }

    /// <summary>Seconds since the last request.</summary>
    public double QuietSeconds { get; init; }

    /// <summary>The most that it has wanted lately, within <see cref="ScalingOptions.ReleaseSeconds"/>; 0 where that is not known.</summary>
    public int WantedLately { get; init; }

    /// <summary>Replicas at least, from 0; with 0 it may have none while nobody asks.</summary>
    public int Least { get; init; }

    /// <summary>Replicas at most, at least <see cref="Least"/>.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>What a late step of this model counts against those of others, above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What one replica takes of the places that the models share, at least 1.</summary>
    public int Size { get; init; } = 1;

    /// <summary>The look ahead and the promise of this model; null for those of all.</summary>
    public ScalingOptions? Options { get; init; }

    /// <summary>True while a change is under way that must end before the next.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Replicas that serve, start or wait for a place.</summary>
    public int Committed => Serving + StartingSeconds.Length;
}
