namespace Krewe.Scheduling.Placement.Packing;

/// <summary>What is free on one device of a type (its index).</summary>
internal readonly record struct DeviceRoom(int Type, int Compute, long Memory) : IComparable<DeviceRoom>
{
    public int CompareTo(DeviceRoom other) =>
        Type != other.Type ? Type.CompareTo(other.Type)
        : Compute != other.Compute ? Compute.CompareTo(other.Compute)
        : Memory.CompareTo(other.Memory);
}
