using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Planning.Simulations;

namespace Krewe.Commands.Simulate;

/// <summary>What one simulated fleet has come to: means over the seeds.</summary>
internal sealed record SimulationRow
{
    /// <summary>Machines of the fleet.</summary>
    public required int Hosts { get; init; }

    /// <summary>The most replicas of all models together; null where the machines set the limit.</summary>
    public int? Replicas { get; init; }

    /// <summary>Share of requests answered within their model's objective.</summary>
    public required double InTime { get; init; }

    /// <summary>The same in the worst seed.</summary>
    public required double LeastInTime { get; init; }

    /// <summary>The same by class.</summary>
    public required ImmutableSortedDictionary<string, double> InTimeByClass { get; init; }

    /// <summary>Requests answered in time, each second.</summary>
    public required double Goodput { get; init; }

    /// <summary>Requests that were dropped, of each run.</summary>
    public required double Dropped { get; init; }

    /// <summary>Latencies as multiples of the objective, by share of requests below them; 8 stands for 8 and more.</summary>
    public required ImmutableSortedDictionary<string, double> Latency { get; init; }

    /// <summary>Places held times hours: serving, starting and idle replicas.</summary>
    public required double ReplicaHours { get; init; }

    /// <summary>What the machines cost while they held a replica.</summary>
    public required double Cost { get; init; }

    /// <summary>Replicas started.</summary>
    public required double Starts { get; init; }

    /// <summary>Replicas taken away.</summary>
    public required double Removals { get; init; }

    /// <summary>Replicas moved to make room for others.</summary>
    public required double Migrations { get; init; }

    /// <summary>Machines that were asked for, of those that come and go.</summary>
    public required double MachinesBought { get; init; }

    /// <summary>Machines that were taken back by their owner.</summary>
    public required double MachinesTakenBack { get; init; }

    public static SimulationRow Of(SimulationOutcome outcome) => new()
    {
        Hosts = outcome.Hosts,
        Replicas = outcome.Plan.MostReplicas,
        InTime = Round(outcome.InTime),
        LeastInTime = Round(outcome.LeastInTime),
        InTimeByClass = outcome.InTimeByClass.ToImmutableSortedDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => Round(pair.Value), StringComparer.Ordinal),
        Goodput = Round(outcome.Goodput),
        Dropped = outcome.Runs.Average(run => run.Dropped),
        Latency = ReplayResult.LatencyLevels.Select((level, i) => (level, i)).ToImmutableSortedDictionary(
            pair => FormattableString.Invariant($"p{100 * pair.level:0.#}"), pair => Round(outcome.Runs.Average(run => run.Latencies[pair.i])), StringComparer.Ordinal),
        ReplicaHours = Round(outcome.Runs.Average(run => run.DeviceHours)),
        Cost = Round(outcome.Runs.Average(run => run.Cost)),
        Starts = outcome.Runs.Average(run => (double)run.Starts),
        Removals = outcome.Runs.Average(run => (double)run.Removals),
        MachinesBought = outcome.Runs.Average(run => (double)run.MachinesBought),
        MachinesTakenBack = outcome.Runs.Average(run => (double)run.MachinesTakenBack),
        Migrations = outcome.Runs.Average(run => (double)run.Migrations),
    };

    private static double Round(double value) => Math.Round(value, 6);
}
