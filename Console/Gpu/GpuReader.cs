using Krewe.Errors;
using Krewe.Nvml;

namespace Krewe.Commands.Gpu;

/// <summary>A poller for one call of the console.</summary>
internal sealed class GpuReader : IDisposable
{
    private readonly NvmlPoller _poller;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="library">The library's file; null to look for it.</param>
    /// <param name="period">How often it is read.</param>
    public GpuReader(string? library, TimeSpan period)
    {
        // Processes are what a person looks for: as fresh as the rest.
        _poller = new NvmlPoller(new NvmlPollerOptions
        {
            Load = new NvmlLoadOptions { Path = library },
            FastPeriod = period,
            SlowPeriod = period,
        });
        _poller.RoundFinished += _ => _ready.TrySetResult();
        _poller.Start();
    }

    public NvmlPoller Poller => _poller;

    /// <summary>What there is now.</summary>
    /// <exception cref="KreweException">There is nothing to read (KRW5105).</exception>
    public async Task<GpuMachine> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        var status = _poller.Status;
        var gpus = _poller.Read().Select(gpu => GpuView.Of(gpu, Processes(gpu.Identity.Uuid))).ToArray();
        return new GpuMachine(status.DriverVersion, status.NvmlVersion, status.CudaVersion?.ToString(), gpus);
    }

    /// <summary>After the first round.</summary>
    /// <exception cref="KreweException">There is nothing to read (KRW5105).</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await _ready.Task.WaitAsync(cancellationToken);
        if (_poller.Status is { State: NvmlPollerState.NoLibrary or NvmlPollerState.LibraryLost, Problem: var problem })
        {
            throw Unreadable(problem);
        }
    }

    public static KreweException Unreadable(string problem) => new(new Problem
    {
        Code = ErrorCodes.GpuUnreadable,
        Message = $"no NVIDIA device can be read: {problem.TrimEnd('.')}",
        Next = "is the driver loaded, and does nvidia-smi work? --library names the library's file",
    });

    public void Dispose() => _poller.Dispose();

    private GpuProcessView[] Processes(string uuid) =>
    [
        .. _poller.GetProcesses(uuid).Select(process => new GpuProcessView(
            process.Process.ProcessId,
            Output.Words.Of(process.Kind),
            _poller.Library is { } library && library.TryGetProcessName(process.Process.ProcessId, out var name) == NvmlReturn.Success ? name : null,
            process.Process.UsedMemory)),
    ];
}
