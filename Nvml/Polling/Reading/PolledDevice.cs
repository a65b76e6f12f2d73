namespace Krewe.Nvml.Polling;

/// <summary>
/// A device that a poller knows. Written by the thread that polls it; while it hangs, by nobody but the thread that hangs in it.
/// </summary>
internal sealed class PolledDevice(GpuIdentity identity, NvmlDevice handle, NvmlPollerOptions options) : IDisposable
{
    /// <summary>One bit for each <see cref="Quantity"/> that the device does not have.</summary>
    private ulong _absent;

    // Set by the watchdog, cleared by the thread that was given up in it.
    private volatile bool _hung;

    public GpuIdentity Identity { get; set; } = identity;

    public NvmlDevice Handle { get; private set; } = handle;

    /// <summary>The GPU of a MIG device.</summary>
    public NvmlDevice Parent { get; set; }

    /// <summary>What is next published of it.</summary>
    public GpuSnapshot Snapshot { get; set; } = new() { Identity = identity };

    /// <summary>Figures that are asked for together; the questions become the answers.</summary>
    public NvmlFieldValue[] Fields { get; } = new NvmlFieldValue[FieldBatch.Ids.Length];

    public NvmlProcess[] ProcessBuffer { get; } = options.WithProcesses ? new NvmlProcess[options.MaxProcesses] : [];

    public GpuProcess[] Processes { get; } = options.WithProcesses ? new GpuProcess[options.MaxProcesses * 3] : [];

    public int ProcessCount { get; set; }

    public GpmReader? Gpm { get; set; }

    /// <summary>How many rounds gave nothing but errors, in a row.</summary>
    public int FailedRounds { get; set; }

    public DateTimeOffset NextProbe { get; set; }

    /// <summary>Whether its handle was taken anew since it was lost.</summary>
    public bool IsFound { get; set; }

    public bool IsHung
    {
        get => _hung;
        set => _hung = value;
    }

    public bool Lacks(Quantity quantity) => (_absent & (1UL << (int)quantity)) != 0;

    public void Remember(Quantity quantity) => _absent |= 1UL << (int)quantity;

    /// <summary>With a new handle, after a load of the library or a change of MIG, everything is tried again.</summary>
    public void Take(NvmlDevice handle)
    {
        if (handle != Handle)
        {
            Gpm?.Dispose();
            Gpm = null;
        }

        (Handle, _absent, FailedRounds, IsFound) = (handle, 0, 0, true);
    }

    public void Dispose() => Gpm?.Dispose();
}
