using System.Collections.Immutable;

namespace Krewe.Planning.Replay;

/// <summary>What a run has come to.</summary>
public sealed record ReplayResult
{
    /// <summary>The share of requests that violate the objective, by model and step; 0 where none arrived.</summary>
    public required ImmutableArray<ImmutableArray<double>> ViolatedShares { get; init; }

    /// <summary>Requests that arrived.</summary>
    public required long Arrived { get; init; }

    /// <summary>Requests that violated the objective.</summary>
    public required long Violated { get; init; }

    /// <summary>Requests that were dropped.</summary>
    public required long Dropped { get; init; }

    /// <summary>Places held times hours: serving, starting and idle.</summary>
    public required double DeviceHours { get; init; }

    /// <summary>What the machines cost in the time in which they held a replica; 0 without a fleet.</summary>
    public double Cost { get; init; }

    /// <summary>What of <see cref="Cost"/> had come together at each decision.</summary>
    public ImmutableArray<double> CostByDecision { get; init; } = [];

    /// <summary>Requests that arrived, by model.</summary>
    public required ImmutableArray<long> ArrivedByModel { get; init; }

    /// <summary>Requests that violated the objective, by model.</summary>
    public required ImmutableArray<long> ViolatedByModel { get; init; }

    /// <summary>Requests that arrived and those that violated the objective of their class, by model and class as the rules name them; one where all are alike.</summary>
    public required ImmutableArray<ImmutableArray<(long Arrived, long Violated)>> ByClass { get; init; }

    /// <summary>Replicas that were started.</summary>
    public required int Starts { get; init; }

    /// <summary>Replicas that were taken away.</summary>
    public required int Removals { get; init; }

    /// <summary>Replicas that were moved to make room for others; 0 without a fleet.</summary>
    public int Migrations { get; init; }

    /// <summary>Machines that were asked for; 0 where none come and go.</summary>
    public int MachinesBought { get; init; }

    /// <summary>Machines that were taken back by their owner.</summary>
    public int MachinesTakenBack { get; init; }

    /// <summary>Replicas at each decision, by model: serving, starting or waiting for a place.</summary>
    public required ImmutableArray<ImmutableArray<int>> Replicas { get; init; }

    /// <summary>The latency below which a share of the answered requests stayed, as multiples of the objective, by <see cref="LatencyLevels"/>; 8 stands for 8 and more.</summary>
    public required ImmutableArray<double> Latencies { get; init; }

    /// <summary>The shares of <see cref="Latencies"/>.</summary>
    public static ImmutableArray<double> LatencyLevels { get; } = [0.5, 0.9, 0.99, 0.999];

    /// <summary>The mean of <see cref="ViolatedShares"/> over steps and models: each counts the same, whatever its load.</summary>
    public double MeanViolatedShare => ViolatedShares.Average(line => line.Average());

    /// <summary>The share of requests that were answered in time.</summary>
    public double InTime => Arrived == 0 ? 1 : 1 - ((double)Violated / Arrived);
}
