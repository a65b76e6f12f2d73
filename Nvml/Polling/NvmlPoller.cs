using System.Collections.Immutable;
using System.Threading.Channels;
using Krewe.Nvml.Native;
using Krewe.Nvml.Polling;

namespace Krewe.Nvml;

/// <summary>
/// Keeps a picture of all devices of the machine: one thread reads them, one waits for events, and readers see only copies, so that no reader ever
/// waits for the driver. A call that does not return costs its thread and its device; the others go on with another thread.
/// </summary>
public sealed class NvmlPoller : IDisposable
{
    /// <summary>Each hanging call keeps a thread; with more of them the driver is beyond help.</summary>
    private const int MaxHungThreads = 4;

    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(20);

    private readonly NvmlPollerOptions _options;
    private readonly TimeProvider _time;
    private readonly PollRounds _rounds;
    private readonly AutoResetEvent _wake = new(initialState: true);
    private readonly ManualResetEvent _stopping = new(initialState: false);
    private readonly Lock _lock = new();

    // Under _lock.
    private PollRun? _run;
    private Thread? _thread;
    private Thread? _events;
    private ITimer? _pace;
    private ITimer? _watchdog;
    private int _hungThreads;
    private bool _disposed;

    /// <summary>A poller that does not read yet.</summary>
    /// <param name="options">How it reads; null for the defaults.</param>
    /// <param name="time">Paces rounds and dates what is read; null for the system's.</param>
    public NvmlPoller(NvmlPollerOptions? options = null, TimeProvider? time = null)
    {
        (_options, _time) = (options ?? new NvmlPollerOptions(), time ?? TimeProvider.System);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxProcesses, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxEvents, 1);
        _rounds = new PollRounds(_options, _time);
    }

    /// <summary>After each round, on the thread that reads: be quick, and do not throw.</summary>
    public event Action<NvmlPoller>? RoundFinished;

    /// <summary>What happened, oldest first; ends when the poller does. For one reader.</summary>
    public ChannelReader<GpuEvent> Events => _rounds.Board.Events;

    /// <summary>How it is doing, and what it costs.</summary>
    public NvmlPollerStatus Status => Share(_rounds.Board.Status);

    /// <summary>How many devices there are, MIG devices and lost ones too.</summary>
    public int Count => _rounds.Board.Count;

    /// <summary>The library that is read, for other questions to it; null before it is loaded. Its handles are void after a reload: see its generation.</summary>
    public NvmlLibrary? Library => _rounds.Library;

    private DateTimeOffset StartedAt { get; set; }

    /// <summary>Starts the threads. Once.</summary>
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_run is not null)
            {
                throw new InvalidOperationException("The poller has been started.");
            }

            StartedAt = _time.GetUtcNow();
            StartThread();
            _events = new Thread(new EventPump(_rounds, _options, _time, _stopping, () => _wake.Set()).Run) { IsBackground = true, Name = "nvml events" };
            _events.Start();
            _pace = _time.CreateTimer(_ => _wake.Set(), null, _options.FastPeriod, _options.FastPeriod);
            var look = _options.CallTimeout / 4;
            _watchdog = _time.CreateTimer(_ => Watch(), null, look, look);
        }
    }

    /// <summary>Copies what all devices are; GPUs each followed by their MIG devices.</summary>
    /// <param name="into">Filled from the start.</param>
    /// <returns>How many were written: at most as many as there is room for, of <see cref="Count"/>.</returns>
    public int Read(Span<GpuSnapshot> into) => _rounds.Board.Read(into);

    /// <summary>What all devices are; GPUs each followed by their MIG devices.</summary>
    public ImmutableArray<GpuSnapshot> Read() => _rounds.Board.ReadAll();

    /// <summary>What a device is.</summary>
    /// <param name="uuid">Which.</param>
    /// <param name="snapshot">What it is.</param>
    /// <returns>Whether it is known.</returns>
    public bool TryRead(string uuid, out GpuSnapshot snapshot) => _rounds.Board.TryRead(uuid, out snapshot);

    /// <summary>Copies the processes of a device, as they were in its last slow round.</summary>
    /// <param name="uuid">Which device.</param>
    /// <param name="into">Filled from the start.</param>
    /// <returns>How many were written.</returns>
    public int ReadProcesses(string uuid, Span<GpuProcess> into) => _rounds.Board.ReadProcesses(uuid, into);

    /// <summary>The processes of a device, as they were in its last slow round.</summary>
    /// <param name="uuid">Which device.</param>
    public GpuProcess[] GetProcesses(string uuid)
    {
        var all = new GpuProcess[_options.MaxProcesses * 3];
        return all[..ReadProcesses(uuid, all)];
    }

    /// <summary>Lets the next round come now, look for devices and read everything.</summary>
    public void Refresh()
    {
        _rounds.LookAgain();
        _wake.Set();
    }

    /// <summary>Ends the threads and shuts the library down. A thread that hangs in the driver is left behind.</summary>
    public void Dispose()
    {
        Thread? thread, events;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            (thread, events) = (_thread, _events);
            _pace?.Dispose();
            _watchdog?.Dispose();
        }

        _stopping.Set();
        _wake.Set();
        var ended = (thread?.Join(_options.CallTimeout) ?? true) & (events?.Join(_options.CallTimeout + _options.EventWait) ?? true);
        _rounds.Board.Status = _rounds.Board.Status with { State = NvmlPollerState.Stopped, Problem = "" };
        if (ended)
        {
            _rounds.Dispose();
            _wake.Dispose();
            _stopping.Dispose();
        }
    }

    /// <summary>A round on the calling thread, for tests and measurements; not beside <see cref="Start"/>.</summary>
    internal void RunRound()
    {
        _run ??= new PollRun();
        StartedAt = StartedAt == default ? _time.GetUtcNow() : StartedAt;
        _rounds.Run(_run);
        RoundFinished?.Invoke(this);
    }

    private void StartThread()
    {
        var run = new PollRun();
        _run = run;
        _thread = new Thread(() => Loop(run)) { IsBackground = true, Name = "nvml poller" };
        _thread.Start();
    }

    private void Loop(PollRun run)
    {
        CallSlot.OfThisThread = run.Slot;
        while (!run.IsGivenUp)
        {
            _wake.WaitOne();
            if (_stopping.WaitOne(0))
            {
                return;
            }

            _rounds.Run(run);
            if (!run.IsGivenUp)
            {
                RoundFinished?.Invoke(this);
                // Events wake it; a storm of them must not keep the driver busy.
                _stopping.WaitOne(LeastPause);
            }
        }

        // The call came back after all: its device may be read again, by the thread that took over.
        lock (_lock)
        {
            _hungThreads--;
            _rounds.HungThreads = _hungThreads;
        }

        // Read whole next time, as what has returned.
        var device = run.GivenUpFor!;
        device.Snapshot = device.Snapshot with { State = GpuState.Hung };
        device.IsHung = false;

        if (!_disposed)
        {
            Refresh();
        }
    }

    /// <summary>On a timer: whether the thread's call takes too long.</summary>
    private void Watch()
    {
        lock (_lock)
        {
            if (_disposed || _run is not { IsGivenUp: false } run || !run.Slot.TryGet(out var function, out var running) || running < _options.CallTimeout)
            {
                return;
            }

            if (run.Current is not { } device || _hungThreads >= MaxHungThreads)
            {
                _rounds.Board.Status = _rounds.Board.Status with
                {
                    State = NvmlPollerState.Hung,
                    Problem = $"{NativeSymbols.NameOf(function)} has not returned for {running.TotalSeconds:0} s.",
                };
                return;
            }

            var now = _time.GetUtcNow();
            device.IsHung = true;
            run.GivenUpFor = device;
            _hungThreads++;
            _rounds.HungThreads = _hungThreads;
            _rounds.Board.Mark(device, GpuState.Hung, function, now);
            _rounds.Board.Tell(new GpuEvent(now, device.Identity.Uuid, GpuEventKind.Hung, NvmlEventTypes.None, 0, null, null));
            StartThread();
            _wake.Set();
        }
    }

    private NvmlPollerStatus Share(NvmlPollerStatus status)
    {
        var age = StartedAt == default ? TimeSpan.Zero : _time.GetUtcNow() - StartedAt;
        return status with { BusyShare = age > TimeSpan.Zero ? status.Busy / age : 0 };
    }
}
