using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>The accelerators that a replica needs, all on one host.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceDemand")]
public sealed record DeviceDemand
{
    /// <summary>How many devices; 0 (none, the default) to 16.</summary>
    [Id(0)]
    public int Count { get; init; }

    /// <summary>The classes that will do, such as <c>nvidia-h100</c>; empty means any accelerator.</summary>
    [Id(1)]
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Bytes of memory on each device.</summary>
    [Id(2)]
    public long MemoryBytes { get; init; }

    /// <summary>Thousandths of each device's compute; 1 to 1,000, default all of it.</summary>
    [Id(3)]
    public int ComputeThousandths { get; init; } = 1_000;

    /// <inheritdoc/>
    public bool Equals(DeviceDemand? other) =>
        other is not null && Count == other.Count && MemoryBytes == other.MemoryBytes
        && ComputeThousandths == other.ComputeThousandths && Classes.SequenceEqual(other.Classes);

    /// <inheritdoc/>
    public override int GetHashCode() => (Count, MemoryBytes, ComputeThousandths, Classes.Length).GetHashCode();
}
