namespace Krewe.Scheduling.Placement.Solving;

/// <summary>What one replica of a shape takes and gives, ready for sums.</summary>
internal sealed class ShapeUse
{
    /// <summary>Index in the model; -1 for a warm copy.</summary>
    public required int Index { get; init; }

    /// <summary>Of CPU, memory, network, disk.</summary>
    public required long[] Host { get; init; }

    /// <summary>0 for none.</summary>
    public int Devices { get; init; }

    public string? DeviceClass { get; init; }

    public bool Linked { get; init; }

    public long DeviceMemory { get; init; }

    public int Compute { get; init; }

    public int Slices { get; init; }

    /// <summary>Thousandths of a replica of the fastest shape.</summary>
    public long Gives { get; init; }
}
