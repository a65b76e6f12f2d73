using Krewe.Devices;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Naming;

namespace Krewe.Grains.Devices;

/// <summary>Holds the last measurement of a device. Nothing is stored: the next second measures again.</summary>
[GrainType("device"), HostPlacement]
internal sealed class DeviceGrain(IEventSink events, TimeProvider time) : Grain, IDeviceGrain
{
    private DeviceView? _view;

    public Task<DeviceView> ObserveAsync(DeviceObservation observation, long epoch)
    {
        var now = time.GetUtcNow();
        var health = observation.Health;
        if (_view is { } known ? known.Health != health : health != DeviceHealth.Healthy)
        {
            Note(_view?.Health, health, "it was measured", observation);
        }

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
            Note(before.Health, DeviceHealth.Lost, "its host does not see it any more", before.Observation);
            _view = before with { Health = DeviceHealth.Lost, Since = time.GetUtcNow() };
        }

        return Task.FromResult(_view);
    }

    public Task<DeviceView?> GetAsync() => Task.FromResult(_view);

    private void Note(DeviceHealth? before, DeviceHealth health, string reason, DeviceObservation observation) => events.Record(new ClusterEvent
    {
        At = time.GetUtcNow(),
        Kind = EventKinds.DeviceHealth,
        Level = health switch
        {
            DeviceHealth.Healthy => EventLevel.Information,
            DeviceHealth.Lost => EventLevel.Error,
            _ => EventLevel.Warning,
        },
        Subject = this.GetPrimaryKeyString(),
        Host = DeviceKey.Parse(this.GetPrimaryKeyString()).Host,
        Message = before is null
            ? $"device {observation.Uuid} is {health.ToString().ToLowerInvariant()}"
            : $"device {observation.Uuid} was {before.ToString()!.ToLowerInvariant()} and is {health.ToString().ToLowerInvariant()}",
        Reasons = [reason],
        Inputs = EventInputs.Of(("class", observation.Class), ("used memory bytes", observation.UsedMemoryBytes), ("utilization", observation.Utilization)),
    });
}
