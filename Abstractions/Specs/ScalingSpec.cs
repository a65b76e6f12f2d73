using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>How many replicas a model may have, and by what it is decided how many it has.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ScalingSpec")]
public sealed record ScalingSpec
{
    /// <summary>Replicas at least; 0 to 1,000, default 1. With 0 it has none while nobody asks.</summary>
    [Id(0)]
    public int Min { get; init; } = 1;

    /// <summary>Replicas at most; 1 to 1,000, and not below <see cref="Min"/>.</summary>
    [Id(1)]
    public int Max { get; init; } = 1;

    /// <summary>The latency that is promised, from arrival to answer; 1 ms to 1 h, null for the model's timeout.</summary>
    [Id(2)]
    public TimeSpan? Objective { get; init; }

    /// <summary>Thousandths of the requests that are to be answered within the objective; 500 to 999, default 990.</summary>
    [Id(3)]
    public int AttainmentThousandths { get; init; } = SpecDefaults.AttainmentThousandths;

    /// <summary>How long nobody must have asked before a model that may have no replica has none; 1 s to 24 h, default 10 min.</summary>
    [Id(4)]
    public TimeSpan Idle { get; init; } = SpecDefaults.ScalingIdle;

    /// <summary>How long fewer replicas must have done before one is given up; 0 to 24 h, default 1 min.</summary>
    [Id(5)]
    public TimeSpan Stabilization { get; init; } = SpecDefaults.ScalingStabilization;

    /// <summary>Replicas kept ready beyond those that are needed, while any is; 0 to 1,000, default 0.</summary>
    [Id(6)]
    public int Warm { get; init; }

    /// <summary>Other limits at certain times; at most 32.</summary>
    [Id(7)]
    public ImmutableArray<ScalingSchedule> Schedules { get; init; } = [];

    /// <summary>The latency that is promised to single classes; null for <see cref="Objective"/> to all.</summary>
    [Id(8)]
    public ClassObjectives? Objectives { get; init; }

    /// <summary>The latency that is promised to a class, from arrival to answer.</summary>
    /// <param name="class">The class.</param>
    /// <param name="timeout">The model's timeout, which is promised where nothing else is.</param>
    public TimeSpan ObjectiveOf(ServiceClass @class, TimeSpan timeout) => Objectives?.Of(@class) ?? Objective ?? timeout;

    /// <inheritdoc/>
    public bool Equals(ScalingSpec? other) =>
        other is not null && Min == other.Min && Max == other.Max && Objective == other.Objective && AttainmentThousandths == other.AttainmentThousandths
        && Idle == other.Idle && Stabilization == other.Stabilization && Warm == other.Warm && Objectives == other.Objectives
        && Schedules.AsSpan().SequenceEqual(other.Schedules.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (Min, Max, Objective, AttainmentThousandths, Idle, Stabilization, Warm, Objectives, Schedules.Length).GetHashCode();
}
