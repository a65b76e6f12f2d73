using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Scheduling.Scaling.Service;

/// <summary>What the queueing model knows of a model: how long a replica takes, how much may wait, and what is promised.</summary>
public sealed record ServiceModel
{
    /// <summary>How long a replica serves a request, or a full batch of <see cref="BatchSize"/>.</summary>
    public required TimeDistribution Service { get; init; }

    /// <summary>The latency objective from arrival to answer, in seconds, above 0.</summary>
    public required double ObjectiveSeconds { get; init; }

    /// <summary>Time on the way to a replica and back that is no waiting, in seconds, at least 0.</summary>
    public double OverheadSeconds { get; init; }

    /// <summary>Requests that a replica serves at the same time: slots times batch size, at least 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Requests that a replica holds beyond those in service, at least 0.</summary>
    public int HeldPerReplica { get; init; }

    /// <summary>Requests that may wait before the replicas; one more is refused. At least 0.</summary>
    public int QueueLimit { get; init; } = 1000;

    /// <summary>
    /// From arrival to when a request is given up, in seconds, above 0; infinite for never. Who cannot be answered by then is refused when it comes, or leaves the queue, and
    /// takes no time of a replica.
    /// </summary>
    public double TimeoutSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Requests that are executed together at most, at least 1; <see cref="Parallelism"/> is a multiple of it.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>The time of a request by itself as a share of that of a full batch, above 0, at most 1; in between it grows in a straight line.</summary>
    public double SingleShare { get; init; } = 1;

    /// <summary>
    /// Of the load that counts, the share that goes before those requests whose objective this is: that of more important classes. 0 to below 1; 0 where
    /// there is one class.
    /// </summary>
    public double LoadAbove { get; init; }

    /// <summary>The shortest objective of all classes, by which service times are taken together, in seconds; null where there is one class.</summary>
    public double? FinestSeconds { get; init; }

    /// <summary>How arrivals gather within a minute, as measured; chains are built for each that differs, so rounded.</summary>
    public ArrivalBursts Bursts { get; init; } = ArrivalBursts.None;

    /// <summary>Requests that one replica serves in a second when it never waits.</summary>
    public double RatePerReplica => Parallelism / Service.Mean;

    /// <summary>Throws where a value is outside its range.</summary>
    /// <exception cref="ArgumentException">Names the rule.</exception>
    public void Validate()
    {
        if (!(ObjectiveSeconds > 0) || !(OverheadSeconds >= 0) || !(TimeoutSeconds > 0) || Parallelism < 1 || HeldPerReplica < 0 || QueueLimit < 0 || !(Service.Mean > 0))
        {
            throw new ArgumentException("A service model needs a service time, a timeout and an objective above 0, a parallelism from 1 on, and no negative limits.");
        }

        if (BatchSize < 1 || Parallelism % BatchSize != 0 || !(SingleShare is > 0 and <= 1) || !(LoadAbove is >= 0 and < 1) || !Bursts.IsValid)
        {
            throw new ArgumentException("A service model needs batches from 1 on of which its parallelism is a multiple, a time of a single request above 0 and at most that of a full batch, shares below 1, and bursts within their ranges.");
        }
    }
}
