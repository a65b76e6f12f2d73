namespace Krewe.Nvml.Polling;

/// <summary>
/// The devices that a poller knows, GPUs each followed by its MIG devices. A look that finds every handle as it was allocates nothing. Changed
/// by the rounds' thread only; the events' thread reads a copy.
/// </summary>
internal sealed class DeviceList(PollBoard board, NvmlPollerOptions options) : IDisposable
{
    private readonly List<PolledDevice> _devices = [];

    // Replaced as a whole, for the events' thread.
    private volatile PolledDevice[] _copy = [];
    private long _revision;
    private bool _hasOtherHandles;

    internal int Count => _devices.Count;

    internal long Revision => Interlocked.Read(ref _revision);

    internal PolledDevice[] Copy => _copy;

    internal bool HasLost { get; private set; }

    internal PolledDevice this[int index] => _devices[index];

    /// <summary>Looks whether the library still has the same devices, and takes over what is new.</summary>
    internal NvmlReturn Refresh(NvmlLibrary library, PollRun run, DateTimeOffset now)
    {
        var code = library.TryGetDeviceCount(out var count);
        if (code != NvmlReturn.Success)
        {
            return code;
        }

        Forget(now);
        code = IsSame(library, run, count) || run.IsGivenUp ? code : Rebuild(library, run, count, now);
        run.Current = run.IsGivenUp ? run.Current : null;
        return code;
    }

    /// <summary>It was read.</summary>
    internal void Have(PolledDevice device, bool whole, DateTimeOffset now)
    {
        var before = device.Snapshot;
        var isBack = before.State != GpuState.Present;
        device.Snapshot = before with
        {
            State = GpuState.Present,
            StateSince = isBack ? now : before.StateSince,
            Failure = NvmlReturn.Success,
            HungIn = null,
            At = now,
            SlowAt = whole ? now : before.SlowAt,
        };
        board.Publish(device);
        if (isBack)
        {
            HasLost = _devices.Any(other => other.Snapshot.State == GpuState.Lost);
            Interlocked.Increment(ref _revision);
            Tell(device, GpuEventKind.Returned, now);
        }
    }

    internal void Lose(PolledDevice device, NvmlReturn code, DateTimeOffset now)
    {
        HasLost = true;
        device.IsFound = false;
        if (device.Snapshot.State == GpuState.Lost)
        {
            return;
        }

        device.Snapshot = device.Snapshot with { State = GpuState.Lost, StateSince = now, Failure = code };
        device.NextProbe = now + options.LostPeriod;
        board.Publish(device);
        Tell(device, GpuEventKind.Lost, now);
        foreach (var part in _devices)
        {
            if (part.Identity.ParentUuid == device.Identity.Uuid)
            {
                Lose(part, code, now);
            }
        }
    }

    internal void LoseAll(NvmlReturn code, DateTimeOffset now)
    {
        for (var i = 0; i < _devices.Count; i++)
        {
            if (!_devices[i].IsHung)
            {
                Lose(_devices[i], code, now);
            }
        }
    }

    public void Dispose()
    {
        foreach (var device in _devices)
        {
            device.Dispose();
        }
    }

    private static IEnumerable<(NvmlDevice Handle, int Index)> MigDevices(NvmlDevice gpu)
    {
        if (gpu.TryGetMigMode(out var mode) != NvmlReturn.Success || !mode.Current || gpu.TryGetMaxMigDevices(out var most) != NvmlReturn.Success)
        {
            yield break;
        }

        for (var i = 0; i < most; i++)
        {
            if (gpu.TryGetMigDevice(i, out var mig) == NvmlReturn.Success)
            {
                yield return (mig, i);
            }
        }
    }

    /// <summary>Whether every handle is as it was: without a text, and so without an allocation.</summary>
    private bool IsSame(NvmlLibrary library, PollRun run, int count)
    {
        var gpus = 0;
        for (var i = 0; i < _devices.Count; i++)
        {
            var device = _devices[i];
            if (device.Identity.IsMig)
            {
                if (device.Snapshot.State == GpuState.Lost)
                {
                    return false;
                }

                continue;
            }

            gpus++;
            if (device.IsHung)
            {
                continue;
            }

            run.Current = device;
            if (run.IsGivenUp || device.Snapshot.State == GpuState.Lost
                || library.TryGetDevice(device.Identity.Index, out var handle) != NvmlReturn.Success || handle != device.Handle
                || !HasSameParts(i, handle))
            {
                return false;
            }
        }

        return gpus == count;
    }

    private bool HasSameParts(int gpu, NvmlDevice handle)
    {
        var isOn = handle.TryGetMigMode(out var mode) == NvmlReturn.Success && mode.Current;
        uint most = 0;
        if (isOn && handle.TryGetMaxMigDevices(out most) != NvmlReturn.Success)
        {
            return false;
        }

        var next = gpu + 1;
        for (var i = 0; i < most; i++)
        {
            if (handle.TryGetMigDevice(i, out var mig) != NvmlReturn.Success)
            {
                continue;
            }

            // Handles and ids are given again at once: what the device is made of must be the same too.
            if (next >= _devices.Count || !_devices[next].Identity.IsMig || _devices[next].Handle != mig || _devices[next].Identity.Index != i
                || mig.TryGetGpuInstanceId(out var instance) != NvmlReturn.Success || instance != _devices[next].Identity.GpuInstance
                || mig.TryGetMigAttributes(out var attributes) != NvmlReturn.Success || attributes != _devices[next].Identity.MigAttributes)
            {
                return false;
            }

            next++;
        }

        return next >= _devices.Count || !_devices[next].Identity.IsMig;
    }

    private NvmlReturn Rebuild(NvmlLibrary library, PollRun run, int count, DateTimeOffset now)
    {
        var known = _devices.ToDictionary(device => device.Identity.Uuid, StringComparer.Ordinal);
        var found = new List<PolledDevice>();
        var failures = new Dictionary<int, NvmlReturn>();
        _hasOtherHandles = false;
        for (var i = 0; i < count; i++)
        {
            // A device that hangs is not asked even for its name.
            if (_devices.FirstOrDefault(device => device.IsHung && !device.Identity.IsMig && device.Identity.Index == i) is { } hung)
            {
                found.Add(hung);
                continue;
            }

            run.Current = _devices.Find(device => !device.Identity.IsMig && device.Identity.Index == i);
            var code = library.TryGetDevice(i, out var gpu);
            if (run.IsGivenUp)
            {
                return NvmlReturn.Success;
            }

            if (code.Classify(NvmlFunction.DeviceGetHandleByIndex) == NvmlReturnClass.LibraryDead && code != NvmlReturn.Unknown)
            {
                return code;
            }

            var uuid = "";
            code = code == NvmlReturn.Success ? gpu.TryGetUuid(out uuid) : code;
            if (code != NvmlReturn.Success)
            {
                failures[i] = code;
                continue;
            }

            var device = Take(known, uuid, gpu, now, () => IdentityReader.Read(gpu, uuid, i));
            if (device.Identity.Index != i)
            {
                device.Identity = device.Identity with { Index = i };
                device.Snapshot = device.Snapshot with { Identity = device.Identity };
                _hasOtherHandles = true;
            }

            found.Add(device);
            foreach (var (mig, place) in MigDevices(gpu))
            {
                if (mig.TryGetUuid(out var name) == NvmlReturn.Success)
                {
                    var part = Take(known, name, mig, now, () => IdentityReader.ReadMig(mig, name, place, device.Identity));
                    part.Parent = gpu;
                    found.Add(part);
                }
            }
        }

        if (run.IsGivenUp)
        {
            return NvmlReturn.Success;
        }

        foreach (var gone in _devices.Except(found).ToArray())
        {
            if (gone.Identity.IsMig && !gone.IsHung && found.Any(device => device.Identity.Uuid == gone.Identity.ParentUuid))
            {
                gone.Dispose();
                Tell(gone, GpuEventKind.Removed, now);
            }
            else
            {
                // Lost or unplugged: it keeps its place in the list, so that it can return to it.
                found.Insert(Math.Min(_devices.IndexOf(gone), found.Count), gone);
                Lose(gone, failures.GetValueOrDefault(gone.Identity.Index, NvmlReturn.NotFound), now);
            }
        }

        if (_hasOtherHandles || !found.SequenceEqual(_devices))
        {
            _devices.Clear();
            _devices.AddRange(found);
            Changed();
        }

        return NvmlReturn.Success;
    }

    private PolledDevice Take(Dictionary<string, PolledDevice> known, string uuid, NvmlDevice handle, DateTimeOffset now, Func<GpuIdentity> identify)
    {
        if (known.TryGetValue(uuid, out var device) && !device.Identity.IsMig)
        {
            TakeHandle(device, handle);
            return device;
        }

        var identity = identify();
        if (device is not null)
        {
            // The same name may be given to an instance of another size.
            TakeHandle(device, handle);
            _hasOtherHandles |= device.Identity != identity;
            device.Identity = identity;
            device.Snapshot = device.Snapshot with { Identity = identity };
            return device;
        }

        device = new PolledDevice(identity, handle, options);
        device.Snapshot = device.Snapshot with { StateSince = now };
        Tell(device, GpuEventKind.Appeared, now);
        return device;
    }

    private void TakeHandle(PolledDevice device, NvmlDevice handle)
    {
        _hasOtherHandles |= device.Handle != handle;
        device.Take(handle);
    }

    private void Forget(DateTimeOffset now)
    {
        if (!HasLost)
        {
            return;
        }

        for (var i = _devices.Count - 1; i >= 0; i--)
        {
            var device = _devices[i];
            if (device.Snapshot.State == GpuState.Lost && now - device.Snapshot.StateSince >= options.ForgetAfter)
            {
                _devices.RemoveAt(i);
                device.Dispose();
                Tell(device, GpuEventKind.Removed, now);
                Changed();
            }
        }
    }

    private void Changed()
    {
        HasLost = _devices.Any(device => device.Snapshot.State == GpuState.Lost);
        _copy = [.. _devices];
        board.Replace(_devices, options.WithProcesses ? options.MaxProcesses : 0);
        Interlocked.Increment(ref _revision);
    }

    private void Tell(PolledDevice device, GpuEventKind kind, DateTimeOffset at) =>
        board.Tell(new GpuEvent(at, device.Identity.Uuid, kind, NvmlEventTypes.None, 0, device.Identity.GpuInstance, device.Identity.ComputeInstance));
}
