using System.Collections.Immutable;

namespace Krewe.Specs.Devices;

/// <summary>Simulated devices of one kind on each machine that is meant.</summary>
public sealed record SimulatedGroup
{
    /// <summary>Patterns of the machines' names; empty for all.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Regions of the machines; empty for all.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>How many on each machine; 1 to 64.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What each of them is.</summary>
    public required DeviceModel Model { get; init; }

    /// <summary>Profiles of the MIG instances that each is divided into, such as <c>3g.40gb</c>; empty for a whole device.</summary>
    public ImmutableArray<string> Mig { get; init; } = [];

    /// <summary>Bytes that others hold of each one's memory.</summary>
    public long ForeignMemoryBytes { get; init; }

    /// <summary>How busy others keep each one; 0 to 1.</summary>
    public double Background { get; init; }

    /// <summary>What goes wrong, and when.</summary>
    public ImmutableArray<ScriptedFault> Faults { get; init; } = [];

    /// <summary>Whether a machine offers them.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="region">Its region.</param>
    public bool IsFor(string host, string region) =>
        (Hosts.IsEmpty || Hosts.Any(pattern => Pattern.Matches(pattern, host))) && (Regions.IsEmpty || Regions.Contains(region));
}
