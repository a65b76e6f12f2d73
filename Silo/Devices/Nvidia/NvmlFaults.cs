using System.Collections.Immutable;
using Krewe.Devices;

namespace Krewe.Silo.Devices.Nvidia;

/// <summary>The last errors of all devices. Written by whoever follows the events, read by the poller's look.</summary>
internal sealed class NvmlFaults
{
    private const int Most = 64;

    private ImmutableArray<(string Uuid, uint? Instance, DeviceFault Fault)> _last = [];
    private long _sequence;

    /// <summary>One caller at a time.</summary>
    public void Add(string uuid, uint? instance, int xid, DateTimeOffset at)
    {
        var next = _last.Length < Most ? _last : _last.RemoveAt(0);
        ImmutableInterlocked.InterlockedExchange(ref _last, next.Add((uuid, instance, new DeviceFault(++_sequence, xid, at))));
    }

    /// <summary>Those of a device; of a MIG instance its own, and those of its GPU that are about no other instance.</summary>
    public ImmutableArray<DeviceFault> Of(string uuid, string? parent, uint? instance) =>
    [
        .. _last.Where(one => one.Uuid == uuid || (one.Uuid == parent && (one.Instance is null || one.Instance == instance))).Select(one => one.Fault),
    ];
}
