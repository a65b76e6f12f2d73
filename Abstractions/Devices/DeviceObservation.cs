using System.Collections.Immutable;

namespace Krewe.Devices;

/// <summary>What was measured of a device.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceObservation")]
public sealed record DeviceObservation
{
    /// <summary>Its identity on the host: a GPU's UUID, or <c>cpu</c>.</summary>
    [Id(0)]
    public required string Uuid { get; init; }

    /// <summary>Its class, such as <c>cpu</c>, <c>h100</c> or <c>mig-1g.10gb</c>.</summary>
    [Id(1)]
    public required string Class { get; init; }

    /// <summary>What its maker calls it.</summary>
    [Id(2)]
    public required string Model { get; init; }

    /// <summary>Whether models can lease it as an accelerator; the CPU is leased by the core instead.</summary>
    [Id(3)]
    public bool Accelerator { get; init; }

    /// <summary>Cores, or multiprocessors; 0 when not known.</summary>
    [Id(4)]
    public int Cores { get; init; }

    /// <summary>Bytes of its memory.</summary>
    [Id(5)]
    public long MemoryBytes { get; init; }

    /// <summary>Bytes of its memory in use; null when not measured.</summary>
    [Id(6)]
    public long? UsedMemoryBytes { get; init; }

    /// <summary>Share of the time in use; 0 to 1, null when not measured.</summary>
    [Id(7)]
    public double? Utilization { get; init; }

    /// <summary>How it answered.</summary>
    [Id(8)]
    public DeviceAnswer Answer { get; init; }

    /// <summary>What it draws, in watts; null when not measured.</summary>
    [Id(9)]
    public double? PowerWatts { get; init; }

    /// <summary>What the answer was when it was none, in words; empty when there is nothing to say.</summary>
    [Id(10)]
    public string Detail { get; init; } = "";

    /// <summary>What else was measured; null for a device that tells nothing else.</summary>
    [Id(11)]
    public DeviceTelemetry? Telemetry { get; init; }

    /// <summary>Its last errors, oldest first; told again with each measurement.</summary>
    [Id(12)]
    public ImmutableArray<DeviceFault> Faults { get; init; } = [];

    /// <summary>Bytes of its memory that processes hold which no model server of this silo has started; null when it is not known whose the used memory is.</summary>
    [Id(13)]
    public long? ForeignMemoryBytes { get; init; }

    /// <summary>The pool that it belongs to; null for that of its host.</summary>
    [Id(14)]
    public string? Pool { get; init; }

    /// <summary>The start of its machine, in a word that no other start has; null when it is not known.</summary>
    [Id(15)]
    public string? Boot { get; init; }
}
