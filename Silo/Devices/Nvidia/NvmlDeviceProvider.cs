using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Nvml;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices.Nvidia;

/// <summary>
/// NVIDIA's GPUs and their MIG instances. The poller's threads read the driver; here only its last picture is looked at, so a driver that hangs
/// holds up nobody.
/// </summary>
internal sealed partial class NvmlDeviceProvider : IDeviceProvider, IDisposable
{
    private readonly NvmlPoller _poller;
    private readonly DeviceClasses _classes;
    private readonly ServerProcesses _servers;
    private readonly TimeProvider _time;
    private readonly ILogger<NvmlDeviceProvider> _logger;
    private readonly NvmlFaults _faults = new();
    private readonly ConcurrentDictionary<string, GpuRecollection> _memory = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _firstLook = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NvmlPollerState _said = NvmlPollerState.Starting;

    public NvmlDeviceProvider(NvmlPoller poller, DeviceClasses classes, ServerProcesses servers, TimeProvider time, ILogger<NvmlDeviceProvider> logger)
    {
        (_poller, _classes, _servers, _time, _logger) = (poller, classes, servers, time, logger);
        _poller.RoundFinished += OnRound;
        _poller.Start();
        _ = FollowAsync();
    }

    public event Action? Changed;

    /// <summary>
    /// A call counts as hanging after 2.5 s, so that with the rest of the way a replica is placed elsewhere within 5 s; what is lost is looked for each second.
    /// </summary>
    public static NvmlPollerOptions Options { get; } = new() { CallTimeout = TimeSpan.FromSeconds(2.5), LostPeriod = TimeSpan.FromSeconds(1), LibraryPeriod = TimeSpan.FromSeconds(10) };

    public Task FirstLook => _firstLook.Task;

    public string? Remark => _poller.Status.State switch
    {
        NvmlPollerState.NoLibrary => "no NVIDIA driver library on this machine: no GPUs are offered",
        NvmlPollerState.LibraryLost => $"NVIDIA's driver library cannot be used: {_poller.Status.Problem}",
        _ => null,
    };

    public ImmutableArray<DeviceObservation> Measure()
    {
        var status = _poller.Status;
        Say(status);
        var all = _poller.Read();
        var divided = all.Where(one => one.Identity.IsMig).Select(one => one.Identity.ParentUuid!).ToHashSet(StringComparer.Ordinal);
        var leaders = _servers.Leaders();
        var seen = ImmutableArray.CreateBuilder<DeviceObservation>();
        foreach (var one in all)
        {
            var parent = one.Identity.ParentUuid is { } uuid && _poller.TryRead(uuid, out var whole) ? whole : (GpuSnapshot?)null;
            var memory = _memory.GetOrAdd(one.Identity.Uuid, static _ => new GpuRecollection());
            seen.Add(NvmlObservations.Of(one, parent, status, memory, _classes, _time.GetUtcNow()) with
            {
                Accelerator = !divided.Contains(one.Identity.Uuid),
                Faults = _faults.Of(one.Identity.Uuid, one.Identity.ParentUuid, one.Identity.GpuInstance),
                ForeignMemoryBytes = ForeignMemory(one, leaders),
                Boot = MachineStart.Id,
            });
        }

        return seen.ToImmutable();
    }

    public void Dispose()
    {
        _poller.RoundFinished -= OnRound;
        _poller.Dispose();
    }

    /// <summary>
    /// Null when it cannot be said whose the memory is: no list, an amount that is not told, or a list in which none of our own servers is found although
    /// some run - then its process ids are those of another namespace.
    /// </summary>
    private long? ForeignMemory(in GpuSnapshot seen, IReadOnlySet<int> leaders)
    {
        if (seen.State != GpuState.Present || seen.ProcessCount is not > 0)
        {
            return seen.ProcessCount == 0 ? 0 : null;
        }

        var processes = _poller.GetProcesses(seen.Identity.Uuid);
        var foreign = processes.Where(one => !ServerProcesses.IsOurs((int)one.Process.ProcessId, leaders)).ToList();
        return (leaders.Count > 0 && foreign.Count == processes.Length) || foreign.Any(one => one.Process.UsedMemory is null)
            ? null
            : foreign.Sum(one => (long)one.Process.UsedMemory!.Value);
    }

    private void OnRound(NvmlPoller poller)
    {
        if (poller.Status.State != NvmlPollerState.Starting)
        {
            _firstLook.TrySetResult();
        }
    }

    /// <summary>Ends with the poller.</summary>
    private async Task FollowAsync()
    {
        await foreach (var one in _poller.Events.ReadAllAsync())
        {
            if (one is { Kind: GpuEventKind.Reported, Xid: > 0 and <= int.MaxValue })
            {
                _faults.Add(one.Uuid, one.GpuInstance, (int)one.Xid, one.At);
                Log.Xid(_logger, one.Uuid, one.Xid);
            }
            else if (one.Kind != GpuEventKind.Reported)
            {
                Log.Device(_logger, one.Uuid, one.Kind);
            }

            Changed?.Invoke();
        }
    }

    /// <summary>One line for each change, whatever the number of devices.</summary>
    private void Say(in NvmlPollerStatus status)
    {
        var before = _said;
        _said = status.State;
        switch (status.State)
        {
            case var same when same == before:
                break;
            case NvmlPollerState.NoLibrary:
                _firstLook.TrySetResult();
                Log.NoLibrary(_logger);
                break;
            case NvmlPollerState.LibraryLost or NvmlPollerState.Hung:
                Log.LibraryLost(_logger, status.Problem);
                break;
            case NvmlPollerState.Running:
                Log.Running(_logger, status.DriverVersion, _poller.Count);
                break;
            default:
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2210, Level = LogLevel.Information, Message = "There is no NVIDIA driver library on this machine; no GPUs are offered.")]
        public static partial void NoLibrary(ILogger logger);

        [LoggerMessage(EventId = 2211, Level = LogLevel.Warning, Message = "NVIDIA's driver library cannot be used, and is tried again: {Problem}")]
        public static partial void LibraryLost(ILogger logger, string problem);

        [LoggerMessage(EventId = 2212, Level = LogLevel.Information, Message = "NVIDIA driver {Driver} is read, with {Count} devices.")]
        public static partial void Running(ILogger logger, string driver, int count);

        [LoggerMessage(EventId = 2213, Level = LogLevel.Warning, Message = "Device {Uuid} reports XID {Xid}.")]
        public static partial void Xid(ILogger logger, string uuid, ulong xid);

        [LoggerMessage(EventId = 2214, Level = LogLevel.Information, Message = "Device {Uuid}: {Kind}.")]
        public static partial void Device(ILogger logger, string uuid, GpuEventKind kind);
    }
}
