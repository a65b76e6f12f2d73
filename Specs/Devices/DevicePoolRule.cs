using System.Collections.Immutable;

namespace Krewe.Specs.Devices;

/// <summary>Which devices, and which machines, belong to a pool: all conditions that are given must hold.</summary>
/// <param name="Pool">The pool.</param>
public sealed record DevicePoolRule(string Pool)
{
    /// <summary>Patterns of classes; empty for any.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Regions; empty for any.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>Labels that the machine's silo must have.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether what has one of these classes belongs to the pool.</summary>
    /// <param name="region">Its region.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="classes">A device's class; none for a machine without regard to its devices.</param>
    public bool Matches(string region, IReadOnlyDictionary<string, string> labels, IEnumerable<string> classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return (Regions.IsEmpty || Regions.Contains(region))
            && Labels.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value)
            && (Classes.IsEmpty || classes.Any(one => Classes.Any(pattern => Pattern.Matches(pattern, one))));
    }
}
