using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>Memory errors and what follows from them.</content>
public readonly partial struct NvmlDevice
{
    private const int MaxRetiredPages = 256;

    /// <summary>Whether memory errors are corrected. Since R450. NotSupported on boards without ECC.</summary>
    /// <param name="mode">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetEccMode(out NvmlModeState mode)
    {
        int current = 0, pending = 0;
        var code = Call(NvmlFunction.DeviceGetEccMode, (nint)(&current), (nint)(&pending));
        mode = new(current != 0, pending != 0);
        return code;
    }

    /// <inheritdoc cref="TryGetEccMode" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetEccMode"/>.</exception>
    public NvmlModeState GetEccMode() => Checked(TryGetEccMode(out var value), value, NvmlFunction.DeviceGetEccMode);

    /// <summary>How many memory errors there were. Since R450. NotSupported without ECC.</summary>
    /// <param name="type">How bad.</param>
    /// <param name="counter">Since when.</param>
    /// <param name="errors">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetTotalEccErrors(NvmlEccErrorType type, NvmlEccCounter counter, out ulong errors) => Get(NvmlFunction.DeviceGetTotalEccErrors, (nint)type, (nint)counter, out errors);

    /// <inheritdoc cref="TryGetTotalEccErrors" path="/summary"/>
    /// <param name="type">How bad.</param>
    /// <param name="counter">Since when.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetTotalEccErrors"/>.</exception>
    public ulong GetTotalEccErrors(NvmlEccErrorType type, NvmlEccCounter counter) => Checked(TryGetTotalEccErrors(type, counter, out var value), value, NvmlFunction.DeviceGetTotalEccErrors);

    /// <summary>
    /// How many errors there were in a place. A MIG device tells uncorrected volatile ones outside of DRAM only. Since R450. NotSupported
    /// for a place that is not counted.
    /// </summary>
    /// <param name="type">How bad.</param>
    /// <param name="counter">Since when.</param>
    /// <param name="location">Where.</param>
    /// <param name="errors">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetMemoryErrors(NvmlEccErrorType type, NvmlEccCounter counter, NvmlMemoryLocation location, out ulong errors) => Get(NvmlFunction.DeviceGetMemoryErrorCounter, (nint)type, (nint)counter, (nint)location, out errors);

    /// <inheritdoc cref="TryGetMemoryErrors" path="/summary"/>
    /// <param name="type">How bad.</param>
    /// <param name="counter">Since when.</param>
    /// <param name="location">Where.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetMemoryErrors"/>.</exception>
    public ulong GetMemoryErrors(NvmlEccErrorType type, NvmlEccCounter counter, NvmlMemoryLocation location) => Checked(TryGetMemoryErrors(type, counter, location, out var value), value, NvmlFunction.DeviceGetMemoryErrorCounter);

    /// <summary>Errors in caches and registers. Since R550, Ampere. NoPermission without root on some drivers.</summary>
    /// <param name="errors">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetSramEccErrors(out NvmlSramEccErrors errors)
    {
        var raw = SramErrors.Create();
        var code = Call(NvmlFunction.DeviceGetSramEccErrorStatus, (nint)(&raw));
        errors = code != NvmlReturn.Success ? default : new(
            raw.AggregateUncorrectedParity, raw.AggregateUncorrectedSecDed, raw.AggregateCorrected, raw.VolatileUncorrectedParity,
            raw.VolatileUncorrectedSecDed, raw.VolatileCorrected, raw.L2, raw.Multiprocessor, raw.Pcie, raw.Microcontroller, raw.Other,
            raw.ThresholdExceeded != 0);
        return code;
    }

    /// <inheritdoc cref="TryGetSramEccErrors" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetSramEccErrors"/>.</exception>
    public NvmlSramEccErrors GetSramEccErrors() => Checked(TryGetSramEccErrors(out var value), value, NvmlFunction.DeviceGetSramEccErrorStatus);

    /// <summary>Rows of memory that were replaced by spare ones. Since R450, Ampere. NotSupported while MIG instances exist.</summary>
    /// <param name="rows">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetRemappedRows(out NvmlRemappedRows rows)
    {
        uint correctable = 0, uncorrectable = 0, pending = 0, failed = 0;
        var code = Call(NvmlFunction.DeviceGetRemappedRows, (nint)(&correctable), (nint)(&uncorrectable), (nint)(&pending), (nint)(&failed));
        rows = code == NvmlReturn.Success ? new(correctable, uncorrectable, pending != 0, failed != 0) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetRemappedRows" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetRemappedRows"/>.</exception>
    public NvmlRemappedRows GetRemappedRows() => Checked(TryGetRemappedRows(out var value), value, NvmlFunction.DeviceGetRemappedRows);

    /// <summary>How many memory banks have how many spare rows left. Since R455, Ampere.</summary>
    /// <param name="histogram">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetRowRemapperHistogram(out NvmlRowRemapperHistogram histogram) => Get(NvmlFunction.DeviceGetRowRemapperHistogram, out histogram);

    /// <inheritdoc cref="TryGetRowRemapperHistogram" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetRowRemapperHistogram"/>.</exception>
    public NvmlRowRemapperHistogram GetRowRemapperHistogram() => Checked(TryGetRowRemapperHistogram(out var value), value, NvmlFunction.DeviceGetRowRemapperHistogram);

    /// <summary>Pages of memory that are no longer used. Since R450, before Ampere. NotSupported on later devices.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="pages">Filled from the start; at most 64 are ever retired.</param>
    /// <param name="count">How many were written, or are needed when <see cref="NvmlReturn.InsufficientSize"/> is returned.</param>
    public unsafe NvmlReturn TryGetRetiredPages(NvmlPageRetirementCause cause, Span<NvmlRetiredPage> pages, out int count)
    {
        var number = (uint)pages.Length;
        var addresses = stackalloc ulong[Math.Min(pages.Length, MaxRetiredPages) + 1];
        var times = stackalloc ulong[Math.Min(pages.Length, MaxRetiredPages) + 1];
        number = Math.Min(number, MaxRetiredPages);
        var code = Call(NvmlFunction.DeviceGetRetiredPages, (nint)cause, (nint)(&number), number == 0 ? 0 : (nint)addresses, number == 0 ? 0 : (nint)times);
        count = Known(code) ? (int)number : 0;
        for (var i = 0; code == NvmlReturn.Success && i < Math.Min(count, pages.Length); i++)
        {
            pages[i] = new NvmlRetiredPage(addresses[i], times[i]);
        }

        return code == NvmlReturn.Success && count > pages.Length ? NvmlReturn.InsufficientSize : code;
    }

    /// <summary>Pages of memory that are no longer used.</summary>
    /// <param name="cause">Why.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetRetiredPages"/>.</exception>
    public NvmlRetiredPage[] GetRetiredPages(NvmlPageRetirementCause cause)
    {
        var self = this;
        return List<NvmlRetiredPage>(
            NvmlFunction.DeviceGetRetiredPages, (Span<NvmlRetiredPage> into, out int count) => self.TryGetRetiredPages(cause, into, out count));
    }

    /// <summary>Whether pages wait for a reset to be retired. Since R450, before Ampere. NotSupported on later devices.</summary>
    /// <param name="isPending">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetRetiredPagesPending(out bool isPending)
    {
        var code = Get(NvmlFunction.DeviceGetRetiredPagesPending, out uint raw);
        isPending = raw != 0;
        return code;
    }

    /// <inheritdoc cref="TryGetRetiredPagesPending" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetRetiredPagesPending"/>.</exception>
    public bool GetRetiredPagesPending() => Checked(TryGetRetiredPagesPending(out var value), value, NvmlFunction.DeviceGetRetiredPagesPending);

    /// <summary>Repairs that wait for a reset. Since R580, Ampere.</summary>
    /// <param name="status">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetRepairStatus(out NvmlRepairStatus status)
    {
        var raw = RepairState.Create();
        var code = Call(NvmlFunction.DeviceGetRepairStatus, (nint)(&raw));
        status = code == NvmlReturn.Success ? new(raw.Channel != 0, raw.Tpc != 0) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetRepairStatus" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetRepairStatus"/>.</exception>
    public NvmlRepairStatus GetRepairStatus() => Checked(TryGetRepairStatus(out var value), value, NvmlFunction.DeviceGetRepairStatus);

    /// <summary>What must be done before it works as it should. Since R570. NotSupported by older drivers.</summary>
    /// <param name="action">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetRecoveryAction(out NvmlRecoveryAction action)
    {
        var code = TryGetField(NvmlFieldIds.RecoveryAction, 0, out var field);
        action = code == NvmlReturn.Success ? (NvmlRecoveryAction)(field.UInt64 ?? 0) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetRecoveryAction" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetRecoveryAction"/>.</exception>
    public NvmlRecoveryAction GetRecoveryAction() => Checked(TryGetRecoveryAction(out var value), value, NvmlFunction.DeviceGetFieldValues);
}
