using Krewe.Naming;

namespace Krewe.Events;

/// <summary>Which events are asked for; what is null asks for all.</summary>
[GenerateSerializer, Immutable, Alias("krewe.EventFilter")]
public sealed record EventFilter
{
    /// <summary>All events.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Only those that concern this model.</summary>
    [Id(0)]
    public ModelKey? Model { get; init; }

    /// <summary>Only those that concern this host.</summary>
    [Id(1)]
    public string? Host { get; init; }

    /// <summary>Only those of this kind, or of a group of kinds: <c>replica</c> stands for <c>replica.placed</c> and the others that begin so.</summary>
    [Id(2)]
    public string? Kind { get; init; }

    /// <summary>Whether an event is one of those.</summary>
    /// <param name="candidate">The event.</param>
    public bool Takes(ClusterEvent candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return (Model is null || candidate.Model == Model)
            && (Host is null || candidate.Host == Host)
            && (Kind is null || candidate.Kind == Kind || candidate.Kind.StartsWith(Kind + ".", StringComparison.Ordinal));
    }
}
