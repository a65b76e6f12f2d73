using System.Collections.Immutable;
using Krewe.Planning.Fleets;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Planning.Replay;

/// <summary>What a scaler sees of one model. Counters run from the beginning of the replay; who wants a window keeps the earlier value.</summary>
public sealed record ModelView
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Replicas that serve.</summary>
    public required int Serving { get; init; }

    /// <summary>For each replica that starts, the seconds until it serves.</summary>
    public required IReadOnlyList<double> Starting { get; init; }

    /// <summary>Starts that wait for a place.</summary>
    public required int WaitingStarts { get; init; }

    /// <summary>Replicas that were taken away and whose places are still the model's own.</summary>
    public required int Idle { get; init; }

    /// <summary>How fast its replicas are where they are, or would be while it has none; empty where all are as fast as its rules say.</summary>
    public ImmutableArray<PlaceSpeed> Speeds { get; init; } = [];

    /// <summary>Replicas that serve, start or wait for a place: what the last target has come to.</summary>
    public int Committed => Serving + Starting.Count + WaitingStarts;

    /// <summary>Requests that a replica serves at the same time.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Requests in the queue before the replicas.</summary>
    public required int Waiting { get; init; }

    /// <summary>Requests that have arrived and not been answered.</summary>
    public required int Inside { get; init; }

    /// <summary>Requests that have arrived.</summary>
    public required long Arrived { get; init; }

    /// <summary>Requests that have left, dropped ones included.</summary>
    public required long Answered { get; init; }

    /// <summary>Sum of the latencies of those that have left, in seconds; a dropped one counts from arrival to its refusal.</summary>
    public required double LatencySeconds { get; init; }

    /// <summary>Requests that were dropped.</summary>
    public required long Dropped { get; init; }

    /// <summary>Requests that were late or dropped, of those that have left.</summary>
    public required long Late { get; init; }

    /// <summary>The same by class, as the rules name them; empty where all requests are alike.</summary>
    public ImmutableArray<ClassView> Classes { get; init; } = [];

    /// <summary>How arrivals gather within a minute, as measured so far.</summary>
    public ArrivalBursts Bursts { get; init; } = ArrivalBursts.None;

    /// <summary>Requests inside times seconds: divided by the time, the mean concurrency.</summary>
    public required double InsideSeconds { get; init; }

    /// <summary>Service time begun, in replica seconds: divided by time and replicas, their utilization.</summary>
    public required double BusySeconds { get; init; }
}
