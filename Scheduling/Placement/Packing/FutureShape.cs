namespace Krewe.Scheduling.Placement.Packing;

/// <summary>A shape as the futures of one kind of host see it: whole MiB, asks rounded up.</summary>
/// <param name="Cpu">Millicores.</param>
/// <param name="Memory">MiB.</param>
/// <param name="Devices">Devices; 0 for none.</param>
/// <param name="Compute">Thousandths of each.</param>
/// <param name="DeviceMemory">MiB of each.</param>
/// <param name="Types">The types of the kind that will do, one bit for each.</param>
/// <param name="Value">What placing it is worth.</param>
internal readonly record struct FutureShape(int Cpu, int Memory, int Devices, int Compute, int DeviceMemory, ulong Types, int Value)
{
    /// <summary>Whether wherever the other fits this one does too.</summary>
    public bool IsNoLargerThan(in FutureShape other) =>
        Cpu <= other.Cpu && Memory <= other.Memory && Devices <= other.Devices && Compute <= other.Compute
        && DeviceMemory <= other.DeviceMemory && (other.Types & ~Types) == 0;
}
