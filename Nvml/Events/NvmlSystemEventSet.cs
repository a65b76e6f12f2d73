using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>Devices that are bound to the driver and taken from it: hot plugging and unplugging. Linux, since R575.</summary>
public sealed class NvmlSystemEventSet : IDisposable
{
    private readonly NvmlLibrary _library;
    private readonly uint _generation;
    private readonly Lock _lock = new();
    private nint _set;

    internal NvmlSystemEventSet(NvmlLibrary library, nint set, uint generation) => (_library, _set, _generation) = (library, set, generation);

    /// <summary>Adds events. Since R575. NotSupported.</summary>
    /// <param name="types">Which.</param>
    public unsafe NvmlReturn TryRegister(NvmlSystemEventTypes types)
    {
        lock (_lock)
        {
            var request = SystemEventRegistration.Create();
            (request.Types, request.Set) = ((ulong)types, _set);
            return _set == 0 ? NvmlReturn.Uninitialized : _library.Calls.Call(NvmlFunction.SystemRegisterEvents, _generation, (nint)(&request));
        }
    }

    /// <summary>Waits for one event, and lets no other call on this set in meanwhile. Since R575. Timeout when there was none.</summary>
    /// <param name="patience">How long; whole milliseconds.</param>
    /// <param name="happened">The event.</param>
    public unsafe NvmlReturn TryWait(TimeSpan patience, out NvmlSystemEvent happened)
    {
        lock (_lock)
        {
            SystemEventData raw = default;
            var request = SystemEventWait.Create();
            (request.Milliseconds, request.Set, request.Data, request.Size) =
                ((uint)Math.Clamp(patience.TotalMilliseconds, 0, int.MaxValue), _set, (nint)(&raw), 1);
            var code = _set == 0 ? NvmlReturn.Uninitialized : _library.Calls.Call(NvmlFunction.SystemEventSetWait, _generation, (nint)(&request));
            code = code == NvmlReturn.Success && request.Count == 0 ? NvmlReturn.Timeout : code;
            happened = code == NvmlReturn.Success ? new NvmlSystemEvent((NvmlSystemEventTypes)raw.Type, raw.GpuId) : default;
            return code;
        }
    }

    /// <summary>Frees it, once no wait is in progress any more.</summary>
    public unsafe void Dispose()
    {
        lock (_lock)
        {
            if (_set == 0)
            {
                return;
            }

            var request = SystemEventSetRequest.Create();
            request.Set = _set;
            _set = 0;
            _library.Calls.Call(NvmlFunction.SystemEventSetFree, _generation, (nint)(&request));
        }
    }
}
