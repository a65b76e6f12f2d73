using System.Collections.Immutable;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Replay;

/// <summary>
/// The described system: how requests pass it, and how long replicas take to come and go. <see cref="Faro"/> is the simulated cluster of
/// Faro (EuroSys 2025; beomyeol/faro), by its published rules.
/// </summary>
public sealed record ReplayRules
{
    /// <summary>The system of Faro's simulator.</summary>
    public static ReplayRules Faro { get; } = new()
    {
        Service = TimeDistribution.Lognormal(0.42247119243841247, 0.07930158214998745, 0.06858078649769431),
        Router = TimeDistribution.Lognormal(0.4807840738997673, 0.003485330525882586, 0.000987812095765591),
    };

    /// <summary>How long a replica serves a request, one at a time.</summary>
    public required TimeDistribution Service { get; init; }

    /// <summary>How long a model's router takes for a request on the way in, and again on the way out; it does one thing at a time.</summary>
    public required TimeDistribution Router { get; init; }

    /// <summary>Requests that a replica serves at the same time, each as fast as by itself; at least 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Requests that a replica holds at most, those in service included; as many for each that it serves at the same time.</summary>
    public int SlotsPerReplica { get; init; } = 4;

    /// <summary>A request that finds more than so many waiting in the model's queue is dropped.</summary>
    public int QueueLimit { get; init; } = 50;

    /// <summary>The latency objective from arrival to answer, in seconds. A dropped request violates it.</summary>
    public double ObjectiveSeconds { get; init; } = 0.72;

    /// <summary>The classes of its requests, the most important first, of different ranks; empty where all are alike. Their objectives hold, not the model's.</summary>
    public ImmutableArray<ReplayClass> Classes { get; init; } = [];

    /// <summary>A request that has waited so long is dropped, in seconds; infinite for never. Only where all are alike.</summary>
    public double TimeoutSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>For each time that long a request has waited it counts as one class above, in seconds, above 0.</summary>
    public double AgeingSeconds { get; init; } = 10;

    /// <summary>What a late step of the model counts against those of others, above 0; only where it has no classes.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What was known before the replay of how arrivals gather, as <see cref="RateTrace.MeasureBursts"/> finds it; null for nothing.</summary>
    public BurstMeter? Bursts { get; init; }

    /// <summary>True to have the queue of a cluster also where it does no more than keep the order of arrival.</summary>
    internal bool AlwaysQueue { get; init; }

    /// <summary>Whether requests are taken as they come: one class, and none that waits for too long.</summary>
    internal bool InOrder => !AlwaysQueue && Classes.Length < 2 && double.IsInfinity(LongestWait);

    /// <summary>How many classes there are; one where all are alike.</summary>
    internal int ClassCount => Math.Max(1, Classes.Length);

    internal double LongestWait => Classes.IsEmpty ? TimeoutSeconds : Classes.Min(one => one.TimeoutSeconds);

    internal ReplayClass ClassOf(int at) => Classes.IsEmpty ? new ReplayClass(1, 1, ObjectiveSeconds) { TimeoutSeconds = TimeoutSeconds } : Classes[at];

    /// <summary>From having a place to serving, in seconds.</summary>
    public double ColdStartSeconds { get; init; } = 35;

    /// <summary>How long a replica that was taken away keeps its place, in seconds.</summary>
    public double IdleSeconds { get; init; } = 30;

    /// <summary>How long a model takes to have such a replica of its own back, in seconds.</summary>
    public double WarmStartSeconds { get; init; } = 3;

    /// <summary>How often idle places are freed and waiting starts tried again, in seconds.</summary>
    public double CheckSeconds { get; init; } = 5;

    /// <summary>Replicas with which each model begins.</summary>
    public int InitialReplicas { get; init; } = 1;

    /// <summary>True when a model's next change waits until what it asked for before has started, as in Faro's simulator.</summary>
    public bool OneChangeAtATime { get; init; }
}
