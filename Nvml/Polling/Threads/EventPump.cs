namespace Krewe.Nvml.Polling;

/// <summary>The events' thread: waits in the library for a short time again and again, and tells what came.</summary>
internal sealed class EventPump(PollRounds rounds, NvmlPollerOptions options, TimeProvider time, WaitHandle stopping, Action wake)
{
    /// <summary>What is worth to be told; registered as far as a device supports it.</summary>
    private const NvmlEventTypes Wanted = NvmlEventTypes.XidCriticalError | NvmlEventTypes.DoubleBitEccError | NvmlEventTypes.MigConfiguration
        | NvmlEventTypes.SingleBitEccStorm | NvmlEventTypes.DramRetirement | NvmlEventTypes.DramRetirementFailure | NvmlEventTypes.NonFatalPoison
        | NvmlEventTypes.FatalPoison | NvmlEventTypes.GpuUnavailable | NvmlEventTypes.RecoveryAction;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private NvmlEventSet? _set;
    private uint _generation;
    private long _revision = -1;

    internal void Run()
    {
        while (!stopping.WaitOne(0))
        {
            if (rounds.HasNone)
            {
                break;
            }

            // While the library is away, or after an error, not at once again: a wait that fails returns immediately.
            if ((rounds.Library is not { IsInitialized: true } library || !TryRegister(library) || !TryWait()) && stopping.WaitOne(Pause))
            {
                break;
            }
        }

        _set?.Dispose();
    }

    /// <summary>A set for the present generation of the library and the present list of devices.</summary>
    private bool TryRegister(NvmlLibrary library)
    {
        if (_set is not null && _generation == library.Generation && _revision == rounds.Devices.Revision)
        {
            return true;
        }

        var (generation, revision) = (library.Generation, rounds.Devices.Revision);
        if (rounds.Devices.Copy.Length == 0)
        {
            return false;
        }

        _set?.Dispose();
        if (library.TryCreateEventSet(out _set) != NvmlReturn.Success)
        {
            _set = null;
            return false;
        }

        foreach (var device in rounds.Devices.Copy)
        {
            if (!device.Identity.IsMig && !device.IsHung && device.Handle.TryGetSupportedEvents(out var supported) == NvmlReturn.Success)
            {
                _set!.TryRegister(device.Handle, supported & Wanted);
            }
        }

        (_generation, _revision) = (generation, revision);
        return true;
    }

    /// <summary>False when the wait failed, and the next one would too.</summary>
    private bool TryWait()
    {
        var code = _set!.TryWait(options.EventWait, out var happened);
        switch (code.Classify())
        {
            case NvmlReturnClass.Ok:
                Tell(happened);
                return true;
            case NvmlReturnClass.NoData:
                return true;
            case NvmlReturnClass.DeviceLost:
                // Which one, the next round finds out.
                rounds.LookAgain();
                wake();
                return false;
            default:
                // Not supported, or the set is unusable: a new one is tried.
                _generation = 0;
                return false;
        }
    }

    private void Tell(in NvmlEvent happened)
    {
        var now = time.GetUtcNow();
        var handle = happened.Device;
        var device = Array.Find(rounds.Devices.Copy, known => known.Handle == handle);
        var isXid = happened.Type.HasFlag(NvmlEventTypes.XidCriticalError);
        if (isXid && device is not null)
        {
            rounds.Board.CountXid(device, happened.Data, now);
        }

        rounds.Board.Tell(new GpuEvent(
            now, device?.Identity.Uuid ?? "", GpuEventKind.Reported, happened.Type, isXid ? happened.Data : 0, happened.GpuInstance, happened.ComputeInstance));
        rounds.LookAgain();
        wake();
    }
}
