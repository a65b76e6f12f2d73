namespace Krewe.Scheduling.Scaling.Service;

/// <summary>What the queueing model knows of a model: how long a replica takes, how much may wait, and what is promised.</summary>
public sealed record ServiceModel
{
    /// <summary>How long a replica serves a request, or a full batch of <see cref="Parallelism"/>.</summary>
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

    /// <summary>Requests that one replica serves in a second when it never waits.</summary>
    public double RatePerReplica => Parallelism / Service.Mean;

    /// <summary>Throws where a value is outside its range.</summary>
    /// <exception cref="ArgumentException">Names the rule.</exception>
    public void Validate()
    {
        if (!(ObjectiveSeconds > 0) || !(OverheadSeconds >= 0) || Parallelism < 1 || HeldPerReplica < 0 || QueueLimit < 0 || !(Service.Mean > 0))
        {
            throw new ArgumentException("A service model needs a service time and an objective above 0, a parallelism from 1 on, and no negative limits.");
        }
    }
}
