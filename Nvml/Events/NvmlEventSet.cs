using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>
/// What devices report by themselves. Linux. Events from before the registration are not told; each is told once to each set. One thread
/// waits; others may register and dispose meanwhile.
/// </summary>
public sealed class NvmlEventSet : IDisposable
{
    private readonly NvmlLibrary _library;
    private readonly NativeOwned _owned;

    internal NvmlEventSet(NvmlLibrary library, NativeOwned owned) => (_library, _owned) = (library, owned);

    /// <summary>Adds a device's events. Since R450. NotSupported: none of the types was registered, the set is as before; Unknown: free the set.</summary>
    /// <param name="device">The device.</param>
    /// <param name="types">Which; best those that <see cref="NvmlDevice.TryGetSupportedEvents"/> gives.</param>
    public NvmlReturn TryRegister(NvmlDevice device, NvmlEventTypes types)
    {
        if (!TryHold(out var held))
        {
            return NvmlReturn.Uninitialized;
        }

        try
        {
            return device.Generation != _owned.Generation || device.IsNone
                ? NvmlReturn.InvalidArgument
                : device.Call(NvmlFunction.DeviceRegisterEvents, (nint)(ulong)types, held);
        }
        finally
        {
            _owned.DangerousRelease();
        }
    }

    /// <summary>
    /// Waits for one event. Since R450. Timeout when there was none, which is normal and may also come early; GpuIsLost when a device of the set is:
    /// wait a little before the next try then. The wait itself cannot be cancelled: wait for 250 ms to 1 s at a time.
    /// </summary>
    /// <param name="patience">How long; whole milliseconds.</param>
    /// <param name="happened">The event.</param>
    public unsafe NvmlReturn TryWait(TimeSpan patience, out NvmlEvent happened)
    {
        happened = default;
        if (!TryHold(out var held))
        {
            return NvmlReturn.Uninitialized;
        }

        try
        {
            EventData raw = default;
            var milliseconds = (nint)Math.Clamp(patience.TotalMilliseconds, 0, int.MaxValue);
            var code = _library.Calls.Call(NvmlFunction.EventSetWait, _owned.Generation, held, (nint)(&raw), milliseconds);
            if (code == NvmlReturn.Success)
            {
                happened = new NvmlEvent(
                    new NvmlDevice(_library, raw.Device, _owned.Generation),
                    (NvmlEventTypes)raw.Type,
                    raw.Data,
                    raw.GpuInstance == uint.MaxValue ? null : raw.GpuInstance,
                    raw.ComputeInstance == uint.MaxValue ? null : raw.ComputeInstance);
            }

            return code;
        }
        finally
        {
            _owned.DangerousRelease();
        }
    }

    /// <summary>Frees it, once no wait is in progress any more.</summary>
    public void Dispose() => _owned.Dispose();

    private bool TryHold(out nint handle)
    {
        var held = false;
        try
        {
            _owned.DangerousAddRef(ref held);
        }
        catch (ObjectDisposedException)
        {
        }

        handle = held ? _owned.DangerousGetHandle() : 0;
        return held;
    }
}
