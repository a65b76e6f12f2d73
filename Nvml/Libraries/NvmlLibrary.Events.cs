using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>What the library allocates: sets of events.</content>
public sealed partial class NvmlLibrary
{
    /// <summary>A new set of events. Linux. Since R450.</summary>
    /// <param name="events">The set, when the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryCreateEventSet(out NvmlEventSet? events)
    {
        var code = _owners.TryCreate(NvmlFunction.EventSetCreate, NvmlFunction.EventSetFree, _generation, out var owned);
        events = owned is null ? null : new NvmlEventSet(this, owned);
        return code;
    }

    /// <summary>A new set of events.</summary>
    /// <exception cref="NvmlException">As <see cref="TryCreateEventSet"/>.</exception>
    public NvmlEventSet CreateEventSet() => Checked(TryCreateEventSet(out var events), events, NvmlFunction.EventSetCreate)!;

    /// <summary>A new set of events of the machine. Linux. Since R575.</summary>
    /// <param name="events">The set, when the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryCreateSystemEventSet(out NvmlSystemEventSet? events)
    {
        var request = SystemEventSetRequest.Create();
        var generation = _generation;
        var code = _calls.Call(NvmlFunction.SystemEventSetCreate, generation, (nint)(&request));
        code = code == NvmlReturn.Success && request.Set == 0 ? NvmlReturn.Unknown : code;
        events = code == NvmlReturn.Success ? new NvmlSystemEventSet(this, request.Set, generation) : null;
        return code;
    }

    /// <summary>A new set of events of the machine.</summary>
    /// <exception cref="NvmlException">As <see cref="TryCreateSystemEventSet"/>.</exception>
    public NvmlSystemEventSet CreateSystemEventSet() => Checked(TryCreateSystemEventSet(out var events), events, NvmlFunction.SystemEventSetCreate)!;
}
