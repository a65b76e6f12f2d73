using System.Collections.Immutable;
using Krewe.Devices;

namespace Krewe.Grains.Devices;

/// <summary>The last seconds of a device: a ring that is written once a second and read seldom.</summary>
internal sealed class TelemetryWindow
{
    /// <summary>Two minutes.</summary>
    public const int Seconds = 120;

    private readonly DevicePoint?[] _points = new DevicePoint?[Seconds];
    private int _next;

    public void Add(DevicePoint point)
    {
        _points[_next] = point;
        _next = (_next + 1) % Seconds;
    }

    public ImmutableArray<DevicePoint> Read() =>
        [.. Enumerable.Range(0, Seconds).Select(offset => _points[(_next + offset) % Seconds]).OfType<DevicePoint>()];
}
