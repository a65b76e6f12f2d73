using Krewe.Devices;

namespace Krewe.Grains.Hosts;

/// <summary>What others hold of a device's memory. It counts against its capacity: nobody can be promised what is not there.</summary>
internal static class ForeignMemory
{
    /// <param name="seen">The measurement.</param>
    /// <param name="leasedBytes">What is leased of it.</param>
    /// <returns>What the measurement says that strangers hold; else all that is in use above what is leased, for whoever uses it has no lease for it.</returns>
    public static long Of(DeviceObservation seen, long leasedBytes) => !seen.Accelerator ? 0
        : seen.ForeignMemoryBytes ?? (seen.UsedMemoryBytes is { } used ? Math.Max(0, used - leasedBytes) : 0);
}
