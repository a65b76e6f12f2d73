using System.Diagnostics;

namespace Krewe.Nvml.Polling;

/// <summary>
/// What a poller does in a round: load the library if there is none, look for devices, read each, notice losses and returns. One thread at a time;
/// no call of it allocates while nothing changes.
/// </summary>
internal sealed class PollRounds : IDisposable
{
    private const int MaxFailedRounds = 3;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    private readonly NvmlPollerOptions _options;
    private readonly TimeProvider _time;
    private readonly DeviceList _devices;
    private DateTimeOffset _nextSlow;
    private DateTimeOffset _nextLoad;
    private DateTimeOffset _lastLoad;
    private TimeSpan _backOff;
    private bool _dead;

    // Written by the rounds' thread; read by the events' thread.
    private volatile NvmlLibrary? _library;

    private volatile bool _hasNone;

    // Set by any thread: the next round looks for devices and reads everything.
    private volatile bool _lookAgain;

    internal PollRounds(NvmlPollerOptions options, TimeProvider time)
    {
        (_options, _time, _backOff) = (options, time, options.LostPeriod);
        Board = new PollBoard(options.MaxEvents);
        _devices = new DeviceList(Board, options);
    }

    internal PollBoard Board { get; }

    internal DeviceList Devices => _devices;

    internal NvmlLibrary? Library => _library;

    /// <summary>Whether there is no library on this machine and none is looked for any more, so that nothing will ever be read.</summary>
    internal bool HasNone
    {
        get => _hasNone;
        private set => _hasNone = value;
    }

    /// <summary>How many threads hang: then the library is not loaded anew under them.</summary>
    internal int HungThreads { get; set; }

    internal void LookAgain() => _lookAgain = true;

    /// <summary>One round.</summary>
    internal void Run(PollRun run)
    {
        var began = Stopwatch.GetTimestamp();
        var now = _time.GetUtcNow();
        if (!TryHaveLibrary(now) || run.IsGivenUp)
        {
            Count(began, now);
            return;
        }

        var slow = _lookAgain || now >= _nextSlow;
        if (slow)
        {
            _lookAgain = false;
            _nextSlow = now + _options.SlowPeriod;
            var code = _devices.Refresh(_library!, run, now);
            if (run.IsGivenUp)
            {
                return;
            }

            if (code.Classify(NvmlFunction.DeviceGetCount) == NvmlReturnClass.LibraryDead)
            {
                Died(code, now);
                Count(began, now);
                return;
            }
        }

        for (var i = 0; i < _devices.Count && !run.IsGivenUp && !_dead; i++)
        {
            Poll(_devices[i], run, slow, now);
        }

        if (!run.IsGivenUp)
        {
            Count(began, now);
        }
    }

    public void Dispose()
    {
        _devices.Dispose();
        _library?.Dispose();
        Board.End();
    }

    private void Poll(PolledDevice device, PollRun run, bool slow, DateTimeOffset now)
    {
        if (device.IsHung || (device.Snapshot.State == GpuState.Lost && !device.IsFound && !TryFind(device, run, now)))
        {
            return;
        }

        run.Current = device;
        var before = device.Snapshot;
        var readout = new Readout(device, run);
        FastReader.Read(_library!, device, ref readout, _options.WithGpm);
        // What was lost or hung is read whole when it is back.
        var whole = slow || device.Snapshot.SlowAt is null || device.Snapshot.State != GpuState.Present;
        if (whole && readout.Loss == NvmlReturn.Success)
        {
            SlowReader.Read(device, ref readout);
        }

        if (run.IsGivenUp)
        {
            return;
        }

        run.Current = null;
        device.FailedRounds = readout.HasAny || readout.Error == NvmlReturn.Success ? 0 : device.FailedRounds + 1;
        var loss = readout.Loss != NvmlReturn.Success ? readout.Loss : device.FailedRounds >= MaxFailedRounds ? readout.Error : NvmlReturn.Success;
        if (loss.Classify() == NvmlReturnClass.LibraryDead)
        {
            device.Snapshot = before;
            Died(loss, now);
        }
        else if (loss != NvmlReturn.Success)
        {
            // What was read last stays, with its time.
            device.Snapshot = before;
            _devices.Lose(device, loss, now);
        }
        else
        {
            _devices.Have(device, whole, now);
        }
    }

    /// <summary>Looks for a lost device by its place on the bus, or its UUID.</summary>
    private bool TryFind(PolledDevice device, PollRun run, DateTimeOffset now)
    {
        if (now < device.NextProbe || device.Identity.IsMig)
        {
            return false;
        }

        device.NextProbe = now + _options.LostPeriod;
        run.Current = device;
        var found = _library!.TryGetDevice(device.Identity.PciBusId ?? device.Identity.Uuid, out var handle) == NvmlReturn.Success
            && handle.TryGetUuid(out var uuid) == NvmlReturn.Success && uuid == device.Identity.Uuid
            && handle.TryGetPerformanceState(out _).Classify() is not (NvmlReturnClass.DeviceLost or NvmlReturnClass.LibraryDead or NvmlReturnClass.Retry);
        found &= !run.IsGivenUp;
        run.Current = null;
        if (found)
        {
            device.Take(handle);
            _lookAgain = true;
        }

        return found;
    }

    private bool TryHaveLibrary(DateTimeOffset now)
    {
        if (_library is not null && !_dead && !NeedsReload(now))
        {
            return true;
        }

        if (HasNone || now < _nextLoad)
        {
            return false;
        }

        string problem;
        NvmlReturn code;
        if (_library is { } library)
        {
            code = HungThreads > 0 ? NvmlReturn.InUse : library.TryReload();
            problem = $"{library.Path} cannot be initialized again: it gives {(int)code} ({code}), \"{library.GetErrorString(code)}\".";
        }
        else
        {
            code = NvmlLibrary.TryLoad(_options.Load, out library!, out problem);
            _library = code == NvmlReturn.Success ? library : null;
        }

        if (code == NvmlReturn.LibraryNotFound && _library is null)
        {
            (HasNone, _nextLoad) = (_options.LibraryPeriod <= TimeSpan.Zero, now + _options.LibraryPeriod);
            Board.Status = Board.Status with { State = NvmlPollerState.NoLibrary, Problem = problem };
            return false;
        }

        if (code != NvmlReturn.Success)
        {
            _dead = true;
            Died(code, now);
            Board.Status = Board.Status with { State = NvmlPollerState.LibraryLost, Problem = problem };
            return false;
        }

        (_dead, _lastLoad, _backOff, _nextLoad, _lookAgain) = (false, now, _options.LostPeriod, default, true);
        Board.Status = Board.Status with
        {
            State = NvmlPollerState.Running,
            Problem = "",
            Generation = library.Generation,
            DriverVersion = library.TryGetDriverVersion(out var driver) == NvmlReturn.Success ? driver : "",
            NvmlVersion = library.TryGetNvmlVersion(out var version) == NvmlReturn.Success ? version : "",
            CudaVersion = library.TryGetCudaDriverVersion(out var cuda) == NvmlReturn.Success ? cuda : null,
        };
        return true;
    }

    /// <summary>Some lost devices come back only to a library that was loaded anew.</summary>
    private bool NeedsReload(DateTimeOffset now) =>
        _options.ReloadPeriod > TimeSpan.Zero && HungThreads == 0 && _devices.HasLost && now - _lastLoad >= _options.ReloadPeriod;

    /// <summary>All handles are void; the library is tried again, less and less often.</summary>
    private void Died(NvmlReturn code, DateTimeOffset now)
    {
        _dead = true;
        _nextLoad = now + _backOff;
        _backOff = _backOff * 2 > LongestBackOff ? LongestBackOff : _backOff * 2;
        _devices.LoseAll(code, now);
        Board.Status = Board.Status with
        {
            State = NvmlPollerState.LibraryLost,
            Problem = $"The library gives {(int)code} ({code}); it is loaded anew.",
        };
    }

    private void Count(long began, DateTimeOffset now)
    {
        var took = Stopwatch.GetElapsedTime(began);
        var status = Board.Status;
        Board.Status = status with
        {
            // A round that ended hung in nothing.
            State = status.State is NvmlPollerState.Starting or NvmlPollerState.Hung && !_dead && _library is not null ? NvmlPollerState.Running : status.State,
            Problem = status.State == NvmlPollerState.Hung && !_dead ? "" : status.Problem,
            Rounds = status.Rounds + 1,
            LastRoundAt = now,
            LastRound = took,
            LongestRound = took > status.LongestRound ? took : status.LongestRound,
            Busy = status.Busy + took,
            Revision = _devices.Revision,
            HungThreads = HungThreads,
        };
    }
}
