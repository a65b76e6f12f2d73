namespace Krewe.Silo.Backends.Accelerators;

/// <summary>What a server was granted of accelerators.</summary>
/// <param name="Ids">UUIDs of GPUs or MIG instances; empty for none.</param>
/// <param name="ComputeThousandths">Of each one's compute; 1,000 for all of it.</param>
/// <param name="MemoryBytes">Of each one's memory; 0 when nothing was asked for.</param>
internal sealed record AcceleratorGrant(IReadOnlyList<string> Ids, int ComputeThousandths, long MemoryBytes)
{
    public static AcceleratorGrant None { get; } = new([], 0, 0);

    /// <summary>Whether others may be on the same devices.</summary>
    public bool IsShared => ComputeThousandths < 1_000;
}
