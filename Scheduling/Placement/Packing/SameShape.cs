namespace Krewe.Scheduling.Placement.Packing;

/// <summary>Compares shapes by content; classes in another order make another shape, which costs a little and changes nothing.</summary>
internal sealed class SameShape : IEqualityComparer<DemandShape>
{
    public static SameShape Instance { get; } = new();

    public bool Equals(DemandShape? x, DemandShape? y)
    {
        if (x!.CpuMillicores != y!.CpuMillicores || x.MemoryBytes != y.MemoryBytes)
        {
            return false;
        }

        return x.Devices is { } one && y.Devices is { } other
            ? one.Count == other.Count && one.MemoryBytes == other.MemoryBytes && one.ComputeThousandths == other.ComputeThousandths
                && one.Classes.AsSpan().SequenceEqual(other.Classes.AsSpan())
            : x.Devices is null && y.Devices is null;
    }

    public int GetHashCode(DemandShape shape)
    {
        var hash = SplitMix.Mix((ulong)shape.CpuMillicores ^ ((ulong)shape.MemoryBytes << 20));
        return shape.Devices is { } need
            ? (int)SplitMix.Mix(hash ^ (ulong)need.MemoryBytes ^ ((ulong)need.ComputeThousandths << 40) ^ ((ulong)need.Count << 52) ^ ((ulong)need.Classes.Length << 60))
            : (int)hash;
    }
}
