using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>Processes, what they use, and accounting.</content>
public readonly partial struct NvmlDevice
{
    private const ulong NotAccounted = ulong.MaxValue;

    /// <summary>
    /// The processes that use it. On a GPU with MIG those of all instances, which needs privilege. Drivers 535.43 to 535.86 write longer
    /// entries under the same name; that is seen and repaired. Since R450.
    /// </summary>
    /// <param name="kind">Which.</param>
    /// <param name="processes">Filled from the start.</param>
    /// <param name="count">How many were written; how many there are, when <see cref="NvmlReturn.InsufficientSize"/> is returned.</param>
    public unsafe NvmlReturn TryGetProcesses(NvmlProcessKind kind, Span<NvmlProcess> processes, out int count)
    {
        count = 0;
        if (_library is null)
        {
            return NvmlReturn.Uninitialized;
        }

        var (newer, older) = FunctionsFor(kind);
        var function = _library.HasFunction(newer) ? newer : older;
        if (function == newer && HasWideEntries(_library))
        {
            return TryGetWideProcesses(function, processes, out count);
        }

        var number = (uint)processes.Length;
        fixed (NvmlProcess* start = processes)
        {
            var code = Call(function, (nint)(&number), (nint)start);
            code = code == NvmlReturn.FunctionNotFound && function == newer ? Call(older, (nint)(&number), (nint)start) : code;
            count = Known(code) ? (int)number : 0;
            return code;
        }
    }

    /// <summary>The processes that use it.</summary>
    /// <param name="kind">Which.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetProcesses"/>.</exception>
    public NvmlProcess[] GetProcesses(NvmlProcessKind kind)
    {
        var self = this;
        return List<NvmlProcess>(FunctionsFor(kind).Newer, (Span<NvmlProcess> into, out int count) => self.TryGetProcesses(kind, into, out count));
    }

    /// <summary>The processes that use it, with protected memory. Since R535, Hopper.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="processes">Filled from the start.</param>
    /// <param name="count">How many were written; how many there are, when <see cref="NvmlReturn.InsufficientSize"/> is returned.</param>
    public unsafe NvmlReturn TryGetProcessDetails(NvmlProcessKind kind, Span<NvmlProcessDetail> processes, out int count)
    {
        fixed (NvmlProcessDetail* start = processes)
        {
            var list = ProcessDetailList.Create();
            (list.Mode, list.Count, list.Entries) = ((uint)kind, (uint)processes.Length, (nint)start);
            var code = Call(NvmlFunction.DeviceGetProcessDetails, (nint)(&list));
            count = Known(code) ? (int)list.Count : 0;
            return code;
        }
    }

    /// <summary>The processes that use it, with protected memory.</summary>
    /// <param name="kind">Which.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetProcessDetails"/>.</exception>
    public NvmlProcessDetail[] GetProcessDetails(NvmlProcessKind kind)
    {
        var self = this;
        return List<NvmlProcessDetail>(
            NvmlFunction.DeviceGetProcessDetails, (Span<NvmlProcessDetail> into, out int count) => self.TryGetProcessDetails(kind, into, out count));
    }

    /// <summary>
    /// What processes used since a time. Entries that the driver made up - over 100 %, or not newer - are left out. Since R450. NotFound when nothing
    /// ran; NotSupported under MIG.
    /// </summary>
    /// <param name="after">The highest timestamp of an earlier answer; 0 for all that the ring has, which is a long average.</param>
    /// <param name="processes">Filled from the start.</param>
    /// <param name="count">How many were written; how much room is needed, when <see cref="NvmlReturn.InsufficientSize"/> is returned.</param>
    public unsafe NvmlReturn TryGetProcessUtilization(ulong after, Span<NvmlProcessUtilization> processes, out int count)
    {
        count = 0;
        var number = (uint)processes.Length;
        if (_library is not null && _library.HasFunction(NvmlFunction.DeviceGetProcessesUtilizationInfo))
        {
            using var wide = new Scratch<ProcessSampleWide>(processes.Length);
            fixed (ProcessSampleWide* start = wide.Span)
            {
                var list = ProcessSampleList.Create();
                (list.Count, list.LastSeen, list.Entries) = (number, after, (nint)start);
                var code = Call(NvmlFunction.DeviceGetProcessesUtilizationInfo, (nint)(&list));
                if (code is not (NvmlReturn.ArgumentVersionMismatch or NvmlReturn.NotSupported or NvmlReturn.FunctionNotFound))
                {
                    return Accept(code, (int)list.Count, wide.Span, after, processes, out count);
                }
            }
        }

        using var narrow = new Scratch<ProcessSample>(processes.Length);
        fixed (ProcessSample* start = narrow.Span)
        {
            var code = Call(NvmlFunction.DeviceGetProcessUtilization, (nint)start, (nint)(&number), (nint)after);
            return Accept(code, (int)number, narrow.Span, after, processes, out count);
        }
    }

    /// <summary>What processes used since a time; empty when nothing ran.</summary>
    /// <param name="after">The highest timestamp of an earlier answer; 0 for all that the ring has.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetProcessUtilization"/>, but for NotFound.</exception>
    public NvmlProcessUtilization[] GetProcessUtilization(ulong after)
    {
        var self = this;
        return List<NvmlProcessUtilization>(
            NvmlFunction.DeviceGetProcessUtilization, (Span<NvmlProcessUtilization> into, out int count) => self.TryGetProcessUtilization(after, into, out count));
    }

    /// <summary>Whether it keeps an account of each process. Since R450. NotSupported under MIG.</summary>
    /// <param name="isOn">Whether.</param>
    public NvmlReturn TryGetAccountingMode(out bool isOn)
    {
        var code = Get(NvmlFunction.DeviceGetAccountingMode, out uint raw);
        isOn = raw != 0;
        return code;
    }

    /// <summary>Whether it keeps an account of each process.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetAccountingMode"/>.</exception>
    public bool GetAccountingMode() => Checked(TryGetAccountingMode(out var value), value, NvmlFunction.DeviceGetAccountingMode);

    /// <summary>Says whether it keeps an account of each process. Root. Since R450. NoPermission.</summary>
    /// <param name="isOn">Whether.</param>
    public NvmlReturn TrySetAccountingMode(bool isOn) => Call(NvmlFunction.DeviceSetAccountingMode, isOn ? 1 : 0);

    /// <summary>For how many processes there is room in its accounts. Since R450.</summary>
    /// <param name="processes">How many.</param>
    public NvmlReturn TryGetAccountingBufferSize(out uint processes) => Get(NvmlFunction.DeviceGetAccountingBufferSize, out processes);

    /// <summary>For how many processes there is room in its accounts.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetAccountingBufferSize"/>.</exception>
    public uint GetAccountingBufferSize() => Checked(TryGetAccountingBufferSize(out var value), value, NvmlFunction.DeviceGetAccountingBufferSize);

    /// <summary>The processes of which it has an account, also ended ones. Since R450. NotSupported while accounting is off.</summary>
    /// <param name="processIds">Filled from the start.</param>
    /// <param name="count">How many were written; how many there are, when <see cref="NvmlReturn.InsufficientSize"/> is returned.</param>
    public unsafe NvmlReturn TryGetAccountingPids(Span<uint> processIds, out int count)
    {
        var number = (uint)processIds.Length;
        fixed (uint* start = processIds)
        {
            var code = Call(NvmlFunction.DeviceGetAccountingPids, (nint)(&number), (nint)start);
            count = Known(code) ? (int)number : 0;
            return code;
        }
    }

    /// <summary>The processes of which it has an account, also ended ones.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetAccountingPids"/>.</exception>
    public uint[] GetAccountingPids()
    {
        var self = this;
        return List<uint>(NvmlFunction.DeviceGetAccountingPids, (Span<uint> into, out int count) => self.TryGetAccountingPids(into, out count));
    }

    /// <summary>The account of a process. Since R450. NotFound; NotSupported while accounting is off.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="account">Its account.</param>
    public NvmlReturn TryGetAccounting(uint processId, out NvmlAccounting account)
    {
        var code = Get(NvmlFunction.DeviceGetAccountingStats, (nint)processId, out AccountingStats raw);
        account = code != NvmlReturn.Success ? default : new NvmlAccounting(
            raw.GpuUtilization == uint.MaxValue ? null : raw.GpuUtilization,
            raw.MemoryUtilization == uint.MaxValue ? null : raw.MemoryUtilization,
            raw.MaxMemory == NotAccounted ? null : raw.MaxMemory,
            raw.Milliseconds == NotAccounted ? TimeSpan.Zero : TimeSpan.FromMilliseconds(raw.Milliseconds),
            raw.StartMicroseconds,
            raw.IsRunning != 0);
        return code;
    }

    /// <summary>The account of a process.</summary>
    /// <param name="processId">The process.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetAccounting"/>.</exception>
    public NvmlAccounting GetAccounting(uint processId) => Checked(TryGetAccounting(processId, out var value), value, NvmlFunction.DeviceGetAccountingStats);

    private static (NvmlFunction Newer, NvmlFunction Older) FunctionsFor(NvmlProcessKind kind) => kind switch
    {
        NvmlProcessKind.Compute => (NvmlFunction.DeviceGetComputeProcesses, NvmlFunction.DeviceGetComputeProcessesV2),
        NvmlProcessKind.Graphics => (NvmlFunction.DeviceGetGraphicsProcesses, NvmlFunction.DeviceGetGraphicsProcessesV2),
        _ => (NvmlFunction.DeviceGetMpsProcesses, NvmlFunction.DeviceGetMpsProcessesV2),
    };

    /// <summary>The drivers in question have the first function and not yet the second.</summary>
    private static bool HasWideEntries(NvmlLibrary library) =>
        library.HasFunction(NvmlFunction.DeviceGetConfComputeMemorySize) && !library.HasFunction(NvmlFunction.DeviceGetProcessDetails);

    private static bool IsReal(ulong timestamp, ulong after, uint sm, uint memory, uint encoder, uint decoder) =>
        timestamp > after && sm <= 100 && memory <= 100 && encoder <= 100 && decoder <= 100;

    private static NvmlReturn Accept(
        NvmlReturn code, int number, Span<ProcessSampleWide> raw, ulong after, Span<NvmlProcessUtilization> processes, out int count)
    {
        count = code == NvmlReturn.InsufficientSize ? number : 0;
        for (var i = 0; code == NvmlReturn.Success && i < Math.Min(number, raw.Length); i++)
        {
            ref readonly var entry = ref raw[i];
            if (IsReal(entry.Timestamp, after, entry.Sm, entry.Memory, entry.Encoder, entry.Decoder))
            {
                processes[count++] = new(
                    entry.ProcessId, entry.Timestamp, entry.Sm, entry.Memory, entry.Encoder, entry.Decoder, entry.Jpeg, entry.OpticalFlow);
            }
        }

        return code;
    }

    private static NvmlReturn Accept(
        NvmlReturn code, int number, Span<ProcessSample> raw, ulong after, Span<NvmlProcessUtilization> processes, out int count)
    {
        count = code == NvmlReturn.InsufficientSize ? number : 0;
        for (var i = 0; code == NvmlReturn.Success && i < Math.Min(number, raw.Length); i++)
        {
            ref readonly var entry = ref raw[i];
            if (IsReal(entry.Timestamp, after, entry.Sm, entry.Memory, entry.Encoder, entry.Decoder))
            {
                processes[count++] = new(entry.ProcessId, entry.Timestamp, entry.Sm, entry.Memory, entry.Encoder, entry.Decoder, null, null);
            }
        }

        return code;
    }

    private unsafe NvmlReturn TryGetWideProcesses(NvmlFunction function, Span<NvmlProcess> processes, out int count)
    {
        using var wide = new Scratch<ProcessWide>(processes.Length);
        var number = (uint)processes.Length;
        fixed (ProcessWide* start = wide.Span)
        {
            var code = Call(function, (nint)(&number), (nint)start);
            count = Known(code) ? (int)number : 0;
            for (var i = 0; code == NvmlReturn.Success && i < Math.Min(count, processes.Length); i++)
            {
                ref readonly var entry = ref wide.Span[i];
                processes[i] = new NvmlProcess(entry.ProcessId, entry.UsedMemory, entry.GpuInstance, entry.ComputeInstance);
            }

            return code;
        }
    }
}
