using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Events;

/// <summary>Something that a grain or a process of a silo decided or saw: what, from which inputs, for which reasons.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ClusterEvent")]
public sealed record ClusterEvent
{
    /// <summary>Its number on its silo. Grows by one with each event; a silo that is started again goes on above all that it gave before.</summary>
    [Id(0)]
    public long Sequence { get; init; }

    /// <summary>When.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The silo that noted it, by name.</summary>
    [Id(2)]
    public string Silo { get; init; } = "";

    /// <summary>What kind it is; see <see cref="EventKinds"/>.</summary>
    [Id(3)]
    public required string Kind { get; init; }

    /// <summary>How much it asks for attention.</summary>
    [Id(4)]
    public EventLevel Level { get; init; }

    /// <summary>What it is about: a model, a replica, a host, a device, a silo or a grain, by its key.</summary>
    [Id(5)]
    public required string Subject { get; init; }

    /// <summary>The model that it concerns; null for none.</summary>
    [Id(6)]
    public ModelKey? Model { get; init; }

    /// <summary>The host that it concerns; null for none.</summary>
    [Id(7)]
    public string? Host { get; init; }

    /// <summary>The stable code of a refusal or failure; null otherwise.</summary>
    [Id(8)]
    public string? Code { get; init; }

    /// <summary>What was decided or seen, in words.</summary>
    [Id(9)]
    public required string Message { get; init; }

    /// <summary>Why, each a sentence.</summary>
    [Id(10)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What it was decided from, by name.</summary>
    [Id(11)]
    public ImmutableSortedDictionary<string, string> Inputs { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
}
