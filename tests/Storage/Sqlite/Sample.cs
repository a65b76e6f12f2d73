using System.Collections.Immutable;
using Orleans;

namespace Krewe.Storage.Tests.Sqlite;

/// <summary>State of the shapes that grains use.</summary>
[GenerateSerializer, Alias("krewe.tests.Sample")]
public sealed record Sample
{
    [Id(0)]
    public string Text { get; init; } = "";

    [Id(1)]
    public long Number { get; init; }

    [Id(2)]
    public ImmutableArray<string> List { get; init; } = [];

    [Id(3)]
    public ImmutableDictionary<string, Sample> Nested { get; init; } = ImmutableDictionary<string, Sample>.Empty;

    [Id(4)]
    public TimeSpan Duration { get; init; }

    [Id(5)]
    public DateTimeOffset? At { get; init; }

#pragma warning disable CA1051 // Fields are part of what has to round-trip.
    [Id(6)]
    public double Field;
#pragma warning restore CA1051
}
