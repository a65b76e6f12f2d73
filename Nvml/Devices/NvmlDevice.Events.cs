namespace Krewe.Nvml;

/// <content>Events and GPM.</content>
public readonly partial struct NvmlDevice
{
    /// <summary>What it can report by itself. Linux. Since R450.</summary>
    /// <param name="types">Which.</param>
    public NvmlReturn TryGetSupportedEvents(out NvmlEventTypes types) => Get(NvmlFunction.DeviceGetSupportedEventTypes, out types);

    /// <summary>What it can report by itself.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetSupportedEvents"/>.</exception>
    public NvmlEventTypes GetSupportedEvents() => Checked(TryGetSupportedEvents(out var value), value, NvmlFunction.DeviceGetSupportedEventTypes);

    /// <summary>Whether it has the profiling counters of GPM. Since R520; true on Hopper and later.</summary>
    /// <param name="isSupported">Whether.</param>
    public unsafe NvmlReturn TryGetGpmSupport(out bool isSupported)
    {
        var raw = Native.GpmSupport.Create();
        var code = Call(NvmlFunction.GpmQueryDeviceSupport, (nint)(&raw));
        isSupported = code == NvmlReturn.Success && raw.IsSupported != 0;
        return code;
    }

    /// <summary>Whether it has the profiling counters of GPM.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetGpmSupport"/>.</exception>
    public bool GetGpmSupport() => Checked(TryGetGpmSupport(out var value), value, NvmlFunction.GpmQueryDeviceSupport);

    /// <summary>Whether the counters of GPM are streamed. Since R535, Hopper.</summary>
    /// <param name="isOn">Whether.</param>
    public NvmlReturn TryGetGpmStreaming(out bool isOn)
    {
        var code = Get(NvmlFunction.GpmQueryIfStreamingEnabled, out uint raw);
        isOn = raw != 0;
        return code;
    }

    /// <summary>Whether the counters of GPM are streamed.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetGpmStreaming"/>.</exception>
    public bool GetGpmStreaming() => Checked(TryGetGpmStreaming(out var value), value, NvmlFunction.GpmQueryIfStreamingEnabled);

    /// <summary>Says whether the counters of GPM are streamed. Since R535, Hopper. NoPermission.</summary>
    /// <param name="isOn">Whether.</param>
    public NvmlReturn TrySetGpmStreaming(bool isOn) => Call(NvmlFunction.GpmSetStreamingEnabled, isOn ? 1 : 0);

    /// <summary>Takes a sample of the profiling counters. Since R520, Hopper. NotSupported elsewhere.</summary>
    /// <param name="sample">Where to.</param>
    public NvmlReturn TryTakeGpmSample(NvmlGpmSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.TryTake(this, gpuInstance: null);
    }

    /// <summary>Takes a sample of the profiling counters of one GPU instance; asked of the whole GPU. Since R525, Hopper.</summary>
    /// <param name="gpuInstance">The instance's id.</param>
    /// <param name="sample">Where to.</param>
    public NvmlReturn TryTakeGpmSample(uint gpuInstance, NvmlGpmSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.TryTake(this, gpuInstance);
    }
}
