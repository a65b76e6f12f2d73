using Krewe.Devices;
using Krewe.Grains.Placement;
using Krewe.Naming;

namespace Krewe.Grains.Devices;

/// <summary>Holds the last measurement of a device. Nothing is stored: the next second measures again.</summary>
[GrainType("device"), HostPlacement]
internal sealed class DeviceGrain(TimeProvider time) : Grain, IDeviceGrain
{
    private DeviceView? _view;

    public Task<DeviceView> ObserveAsync(DeviceObservation observation, long epoch)
    {
        var now = time.GetUtcNow();
        var health = observation.Health;
        _view = new DeviceView
        {
            Host = DeviceKey.Parse(this.GetPrimaryKeyString()).Host,
            Observation = observation,
            Health = health,
            SeenAt = now,
            Since = _view is { } before && before.Health == health ? before.Since : now,
            HighestEpoch = Math.Max(epoch, _view?.HighestEpoch ?? 0),
        };
        return Task.FromResult(_view);
    }

    public Task<DeviceView?> MissingAsync()
    {
        if (_view is { Health: not DeviceHealth.Lost } before)
        {
            _view = before with { Health = DeviceHealth.Lost, Since = time.GetUtcNow() };
        }

        return Task.FromResult(_view);
    }

    public Task<DeviceView?> GetAsync() => Task.FromResult(_view);
}
