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

    /// <summary>Requests that a replica holds at most, the one in service included.</summary>
    public int SlotsPerReplica { get; init; } = 4;

    /// <summary>A request that finds more than so many waiting in the model's queue is dropped.</summary>
    public int QueueLimit { get; init; } = 50;

    /// <summary>The latency objective from arrival to answer, in seconds. A dropped request violates it.</summary>
    public double ObjectiveSeconds { get; init; } = 0.72;

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
