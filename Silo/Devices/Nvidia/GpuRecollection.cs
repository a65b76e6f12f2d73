using Krewe.Nvml;

namespace Krewe.Silo.Devices.Nvidia;

/// <summary>What is remembered of a device from one look to the next. Used by the poller's look only.</summary>
internal sealed class GpuRecollection
{
    private (DateTimeOffset At, ulong? Sent, ulong? Received)? _before;

    /// <summary>The last size of its memory that it told: capacity does not end with an answer that fails.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Its class, once it is known: it does not change while the device is there.</summary>
    public string? Class { get; set; }

    /// <summary>Whether it ever told what it tells now not.</summary>
    public bool HasTold { get; private set; }

    /// <summary>Bytes a second since the look before; null when not told, or a counter began anew.</summary>
    public (double? Sent, double? Received) Take(in GpuSnapshot seen)
    {
        TotalBytes = (long?)seen.MemoryTotalBytes ?? TotalBytes;
        HasTold |= TellsAny(seen);
        if (seen.At is not { } at || (_before is { } same && same.At == at))
        {
            return (null, null);
        }

        var before = _before;
        _before = (at, seen.PcieSentBytes, seen.PcieReceivedBytes);
        return before is { } last ? (Rate(last.Sent, seen.PcieSentBytes, at - last.At), Rate(last.Received, seen.PcieReceivedBytes, at - last.At)) : (null, null);
    }

    /// <summary>Whether it tells anything of what devices of all kinds tell.</summary>
    public static bool TellsAny(in GpuSnapshot seen) =>
        seen.MemoryTotalBytes is not null || seen.PowerWatts is not null || seen.TemperatureCelsius is not null || seen.Utilization is not null;

    private static double? Rate(ulong? from, ulong? to, TimeSpan over) => to >= from && over > TimeSpan.Zero ? (to - from) / over.TotalSeconds : null;
}
