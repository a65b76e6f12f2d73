using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Scaling;

/// <summary>What was decided last about a model's number of replicas, and from what.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ScalingView")]
public sealed record ScalingView
{
    /// <summary>Which model.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>When it was decided.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Replicas that served or were starting.</summary>
    [Id(2)]
    public int Before { get; init; }

    /// <summary>The fewest that are expected to keep the promise, within the limits.</summary>
    [Id(3)]
    public int Needed { get; init; }

    /// <summary>Replicas that it is to have.</summary>
    [Id(4)]
    public int Target { get; init; }

    /// <summary>Replicas at least, as of now.</summary>
    [Id(5)]
    public int Min { get; init; }

    /// <summary>Replicas at most, as of now.</summary>
    [Id(6)]
    public int Max { get; init; }

    /// <summary>Why, each a sentence.</summary>
    [Id(7)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>The promised share of requests within the objective, 0 to 1.</summary>
    [Id(8)]
    public double Promised { get; init; }

    /// <summary>The share that kept it lately, older ones fading; null before any ended.</summary>
    [Id(9)]
    public double? Kept { get; init; }

    /// <summary>The share that may be late in plans: the safety margin, which tunes itself until the promise is kept.</summary>
    [Id(10)]
    public double Tolerance { get; init; }

    /// <summary>Share of requests expected to be late within the look ahead, without a change.</summary>
    [Id(11)]
    public double LateBefore { get; init; }

    /// <summary>The same with the target.</summary>
    [Id(12)]
    public double LateAfter { get; init; }

    /// <summary>Requests that came each second, over the last ten seconds.</summary>
    [Id(13)]
    public double Rate { get; init; }

    /// <summary>The largest rate that the plan reckons with at 90 %, within the look ahead.</summary>
    [Id(14)]
    public double Peak { get; init; }

    /// <summary>How far minutes were from their forecast lately, as a share of it; null before any was forecast.</summary>
    [Id(15)]
    public double? ForecastError { get; init; }

    /// <summary>From the order to serving, in seconds, as measured or assumed.</summary>
    [Id(16)]
    public double StartSeconds { get; init; }

    /// <summary>Mean service time, in seconds; null while it is not known.</summary>
    [Id(17)]
    public double? ServiceSeconds { get; init; }

    /// <summary>Replicas that the largest rate of the next quarter of an hour may ask for, at 90 %; at least 1 where any request is expected in it.</summary>
    [Id(30)]
    public int Ahead { get; init; }

    /// <summary>The classes of which requests come, the most important first; empty where there is one.</summary>
    [Id(31)]
    public ImmutableArray<ClassScalingView> Classes { get; init; } = [];
}
