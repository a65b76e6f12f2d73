using Krewe.Devices;
using Krewe.History;

namespace Krewe.Silo.History.Recording;

/// <summary>A device in one second.</summary>
internal readonly record struct DeviceCounts(DeviceHealth Health, double? Utilization, long? UsedMemoryBytes, double? PowerWatts, float? Temperature, int Leases)
{
    public static DeviceCounts Of(DeviceView device, int leases) => new(
        device.Health, device.Observation.Utilization, device.Observation.UsedMemoryBytes, device.Observation.PowerWatts, (float?)device.Observation.Telemetry?.Temperature, leases);

    public DeviceSample At(long second) => new()
    {
        Second = second,
        Health = Health,
        Utilization = Utilization,
        UsedMemoryBytes = UsedMemoryBytes,
        PowerWatts = PowerWatts,
        Temperature = Temperature,
        Leases = Leases,
    };
}
