using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Naming;
using Krewe.Scheduling.Health;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Devices;

/// <summary>Holds the last measurements of a device and judges its health by them. Only faults that a reset ends are stored: the next second measures the rest again.</summary>
[GrainType("device"), HostPlacement]
internal sealed partial class DeviceGrain(
    [PersistentState(StateNames.Device, StateNames.Storage)] IPersistentState<DeviceFaultsState> state,
    IEventSink events,
    TimeProvider time,
    ILogger<DeviceGrain> logger) : Grain, IDeviceGrain
{
    private readonly TelemetryWindow _window = new();
    private HealthRecord _health = HealthRecord.Initial;
    private DeviceView? _view;

    public async Task<DeviceView> ObserveAsync(DeviceObservation observation, long epoch)
    {
        var now = time.GetUtcNow();
        _health = _view is null ? DeviceFaults.Restore(state.State, observation.Boot) : _health;
        Judge(observation, now);
        _view = new DeviceView
        {
            Host = DeviceKey.Parse(this.GetPrimaryKeyString()).Host,
            Observation = observation,
            Health = DeviceSignals.Health(_health.Condition),
            SeenAt = observation.Answer == DeviceAnswer.Measured ? now : _view?.SeenAt ?? now,
            Since = _health.Since!.Value,
            HighestEpoch = Math.Max(epoch, _view?.HighestEpoch ?? 0),
            Reasons = _health.Reasons,
            Evict = _health.Evict,
            LastXid = _health.LastXid,
            Faults = HealthMachine.Forgivable(_health),
        };
        _window.Add(new DevicePoint(
            now, observation.Utilization, observation.UsedMemoryBytes, observation.PowerWatts, observation.Telemetry?.Temperature, _view.Health));
        await TryStoreAsync(observation.Boot);
        return _view;
    }

    public Task<DeviceView?> MissingAsync()
    {
        if (_view is { } before)
        {
            Judge(Unlisted(before.Observation), time.GetUtcNow());
            _view = before with
            {
                Observation = Unlisted(before.Observation),
                Health = DeviceSignals.Health(_health.Condition),
                Since = _health.Since!.Value,
                Reasons = _health.Reasons,
                Evict = _health.Evict,
                Faults = HealthMachine.Forgivable(_health),
            };
        }

        return Task.FromResult(_view);
    }

    public async Task<DeviceClearing?> ClearAsync()
    {
        if (_view is not { } before)
        {
            return null;
        }

        var cleared = HealthMachine.Forgivable(_health);
        if (!cleared.IsEmpty)
        {
            _health = HealthMachine.Forgive(_health);
            events.Record(new ClusterEvent
            {
                At = time.GetUtcNow(),
                Kind = EventKinds.DeviceCleared,
                Level = EventLevel.Information,
                Subject = this.GetPrimaryKeyString(),
                Host = before.Host,
                Message = $"the faults of device {before.Observation.Uuid} are cleared",
                Reasons = ["an operator told so", .. cleared],
                Inputs = EventInputs.Of(("class", before.Observation.Class), ("health before", before.Health), ("last xid", before.LastXid)),
            });
            Judge(before.Observation, time.GetUtcNow());
            _view = before with
            {
                Health = DeviceSignals.Health(_health.Condition), Since = _health.Since!.Value, Reasons = _health.Reasons, Evict = _health.Evict, Faults = [],
            };
            await TryStoreAsync(before.Observation.Boot);
        }

        return new DeviceClearing { Host = before.Host, Device = before.Observation.Uuid, Cleared = cleared, Health = _view.Health, Reasons = _view.Reasons };
    }

    public Task<ImmutableArray<DevicePoint>> GetWindowAsync() => Task.FromResult(_window.Read());

    public Task<DeviceView?> GetAsync() => Task.FromResult(_view);

    /// <summary>What is told of a device that its host does not list any more: that, and nothing that was measured before.</summary>
    private static DeviceObservation Unlisted(DeviceObservation last) => last with
    {
        Answer = DeviceAnswer.Lost,
        Detail = "its host does not list it any more",
        Utilization = null,
        UsedMemoryBytes = null,
        ForeignMemoryBytes = null,
        PowerWatts = null,
    };

    private void Judge(DeviceObservation observation, DateTimeOffset now)
    {
        var before = _health;
        _health = HealthMachine.Step(before, DeviceSignals.Of(observation), now, HealthPolicy.Default);
        var known = before.Since is not null;
        if (known ? before.Condition != _health.Condition : _health.Condition != HealthCondition.Healthy)
        {
            Note(known ? before.Condition : null, observation);
        }
    }

    private void Note(HealthCondition? before, DeviceObservation observation) => events.Record(new ClusterEvent
    {
        At = time.GetUtcNow(),
        Kind = EventKinds.DeviceHealth,
        Level = _health.Condition switch
        {
            HealthCondition.Healthy or HealthCondition.Returned => EventLevel.Information,
            HealthCondition.Lost => EventLevel.Error,
            _ => EventLevel.Warning,
        },
        Subject = this.GetPrimaryKeyString(),
        Host = DeviceKey.Parse(this.GetPrimaryKeyString()).Host,
        Message = before is null
            ? $"device {observation.Uuid} is {Word(_health.Condition)}"
            : $"device {observation.Uuid} was {Word(before.Value)} and is {Word(_health.Condition)}",
        Reasons = _health.Reasons is [] ? ["nothing speaks against it"] : _health.Reasons,
        Inputs = EventInputs.Of(
            ("class", observation.Class),
            ("answer", observation.Answer),
            ("last xid", _health.LastXid),
            ("used memory bytes", observation.UsedMemoryBytes),
            ("utilization", observation.Utilization)),
    });

    private static string Word(HealthCondition condition) => condition.ToString().ToLowerInvariant();

    /// <summary>Health is judged also while nothing can be stored: what is missing there is stored with the next second.</summary>
    private async Task TryStoreAsync(string? boot)
    {
        try
        {
            await this.SaveAsync(state, DeviceFaults.Store(state.State, _health, boot));
        }
        catch (Exception exception)
        {
            Log.NotStored(logger, this.GetPrimaryKeyString(), exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2120, Level = LogLevel.Warning, Message = "The faults of device {Device} could not be stored; it is tried again each second.")]
        public static partial void NotStored(ILogger logger, string device, Exception exception);
    }
}
