using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.History;
using Krewe.Hosts;

namespace Krewe.Silo.History.Recording;

/// <summary>A device's last 15 minutes. Used under the store's lock.</summary>
internal sealed class DeviceRing
{
    private readonly SecondRing<DeviceCounts> _counts = new();
    private DeviceObservation? _last;
    private ImmutableArray<string> _reasons = [];

    /// <summary>The last second in which it was seen.</summary>
    public long LastUsed { get; private set; }

    public void Close(long second, DeviceView device, HostView host)
    {
        LastUsed = second;
        (_last, _reasons) = (device.Observation, device.Reasons);
        var leases = device.Observation.Accelerator
            ? host.Leases.Count(lease => lease.Devices.Contains(device.Observation.Uuid))
            : host.Leases.Length;
        _counts.Claim(second) = DeviceCounts.Of(device, leases);
    }

    public DeviceSeries Read(string device, long first, long last)
    {
        var samples = ImmutableArray.CreateBuilder<DeviceSample>();
        for (var second = first; second <= last; second++)
        {
            if (_counts.Has(second))
            {
                samples.Add(_counts[second].At(second));
            }
        }

        return new DeviceSeries
        {
            Device = device,
            Class = _last?.Class ?? "",
            Name = _last?.Model ?? "",
            MemoryBytes = _last?.MemoryBytes ?? 0,
            Samples = samples.ToImmutable(),
            Reasons = _reasons,
        };
    }
}
