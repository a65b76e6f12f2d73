using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>Clocks and what holds them back.</content>
public readonly partial struct NvmlDevice
{
    /// <summary>A clock in MHz. Since R450.</summary>
    /// <param name="clock">Which.</param>
    /// <param name="megahertz">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetClock(NvmlClock clock, out uint megahertz) => Get(NvmlFunction.DeviceGetClock, (nint)clock, out megahertz);

    /// <inheritdoc cref="TryGetClock" path="/summary"/>
    /// <param name="clock">Which.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetClock"/>.</exception>
    public uint GetClock(NvmlClock clock) => Checked(TryGetClock(clock, out var value), value, NvmlFunction.DeviceGetClock);

    /// <summary>The highest that a clock can be, in MHz. Since R450.</summary>
    /// <param name="clock">Which.</param>
    /// <param name="megahertz">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetMaxClock(NvmlClock clock, out uint megahertz) => Get(NvmlFunction.DeviceGetMaxClock, (nint)clock, out megahertz);

    /// <inheritdoc cref="TryGetMaxClock" path="/summary"/>
    /// <param name="clock">Which.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetMaxClock"/>.</exception>
    public uint GetMaxClock(NvmlClock clock) => Checked(TryGetMaxClock(clock, out var value), value, NvmlFunction.DeviceGetMaxClock);

    /// <summary>Why clocks are lower than they could be. Before R535 by its older name. Since R450.</summary>
    /// <param name="reasons">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetClockEventReasons(out NvmlClockEventReasons reasons)
    {
        var code = Get(NvmlFunction.DeviceGetClockEventReasons, out reasons);
        return code == NvmlReturn.FunctionNotFound ? Get(NvmlFunction.DeviceGetClockThrottleReasons, out reasons) : code;
    }

    /// <inheritdoc cref="TryGetClockEventReasons" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetClockEventReasons"/>.</exception>
    public NvmlClockEventReasons GetClockEventReasons() => Checked(TryGetClockEventReasons(out var value), value, NvmlFunction.DeviceGetClockEventReasons);

    /// <summary>What reasons the device can tell. Before R535 by its older name. Since R450.</summary>
    /// <param name="reasons">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetSupportedClockEventReasons(out NvmlClockEventReasons reasons)
    {
        var code = Get(NvmlFunction.DeviceGetSupportedClockEventReasons, out reasons);
        return code == NvmlReturn.FunctionNotFound ? Get(NvmlFunction.DeviceGetSupportedClockThrottleReasons, out reasons) : code;
    }

    /// <inheritdoc cref="TryGetSupportedClockEventReasons" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetSupportedClockEventReasons"/>.</exception>
    public NvmlClockEventReasons GetSupportedClockEventReasons() => Checked(TryGetSupportedClockEventReasons(out var value), value, NvmlFunction.DeviceGetSupportedClockEventReasons);

    /// <summary>The performance state: 0 is the fastest, 15 the slowest, 32 not known. Since R450.</summary>
    /// <param name="state">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPerformanceState(out uint state) => Get(NvmlFunction.DeviceGetPerformanceState, out state);

    /// <inheritdoc cref="TryGetPerformanceState" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPerformanceState"/>.</exception>
    public uint GetPerformanceState() => Checked(TryGetPerformanceState(out var value), value, NvmlFunction.DeviceGetPerformanceState);

    /// <summary>Keeps the graphics clock within bounds. Root. Since R450, Volta. NoPermission.</summary>
    /// <param name="range">In MHz.</param>
    public NvmlReturn TrySetLockedClocks(NvmlRange range) => Call(NvmlFunction.DeviceSetLockedClocks, (nint)range.Min, (nint)range.Max);

    /// <summary>Ends <see cref="TrySetLockedClocks"/>. Root. Since R450, Volta. NoPermission.</summary>
    public NvmlReturn TryResetLockedClocks() => Call(NvmlFunction.DeviceResetLockedClocks);

    /// <summary>
    /// For how long it was slowed down since the driver was loaded. The ids of these figures are others since 580.82, and are chosen by the
    /// driver's version. Since R575. NotSupported where it tells none of them.
    /// </summary>
    /// <param name="times">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetSlowdownTimes(out NvmlSlowdownTimes times)
    {
        // 251 to 253 were given to others in CUDA 13.0 Update 1, without a change of the header's version.
        var first = _library is null || _library.DriverRelease.HasRenumberedSlowdownFields ? 269u : 251u;
        Span<NvmlFieldValue> fields = stackalloc NvmlFieldValue[] { new(first), new(first + 1), new(first + 2) };
        var code = TryGetFieldValues(fields);
        times = code == NvmlReturn.Success ? new(fields[0].UInt64, fields[1].UInt64, fields[2].UInt64) : default;
        return code == NvmlReturn.Success && times == default ? NvmlReturn.NotSupported : code;
    }

    /// <inheritdoc cref="TryGetSlowdownTimes" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetSlowdownTimes"/>.</exception>
    public NvmlSlowdownTimes GetSlowdownTimes() => Checked(TryGetSlowdownTimes(out var value), value, NvmlFunction.DeviceGetFieldValues);
}
