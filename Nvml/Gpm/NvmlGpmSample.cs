using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>
/// The profiling counters of a device at one moment; two of them, more than 100 ms apart, give figures. GPM of several devices at a time has been seen
/// to crash: the binding lets one call of it run at a time.
/// </summary>
public sealed class NvmlGpmSample : IDisposable
{
    private readonly NvmlLibrary _library;
    private readonly NativeOwned _owned;

    internal NvmlGpmSample(NvmlLibrary library, NativeOwned owned) => (_library, _owned) = (library, owned);

    /// <summary>Frees it.</summary>
    public void Dispose() => _owned.Dispose();

    internal NvmlReturn TryTake(NvmlDevice device, uint? gpuInstance)
    {
        if (!TryHold(out var held))
        {
            return NvmlReturn.Uninitialized;
        }

        try
        {
            lock (_library.GpmLock)
            {
                return device.Generation != _owned.Generation ? NvmlReturn.InvalidArgument
                    : gpuInstance is { } instance ? device.Call(NvmlFunction.GpmMigSampleGet, (nint)instance, held)
                    : device.Call(NvmlFunction.GpmSampleGet, held);
            }
        }
        finally
        {
            _owned.DangerousRelease();
        }
    }

    /// <summary>The figures between an earlier sample and this.</summary>
    internal NvmlReturn TryCompare(NvmlLibrary library, NvmlGpmSample earlier, Span<NvmlGpmMetric> metrics)
    {
        if (!TryHold(out var second))
        {
            return NvmlReturn.Uninitialized;
        }

        try
        {
            if (!earlier.TryHold(out var first))
            {
                return NvmlReturn.Uninitialized;
            }

            try
            {
                return earlier._library == library && _library == library && earlier._owned.Generation == _owned.Generation
                    ? library.CallGpm(_owned.Generation, first, second, metrics)
                    : NvmlReturn.InvalidArgument;
            }
            finally
            {
                earlier._owned.DangerousRelease();
            }
        }
        finally
        {
            _owned.DangerousRelease();
        }
    }

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
