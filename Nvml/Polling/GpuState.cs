namespace Krewe.Nvml;

/// <summary>Whether a device can be read.</summary>
public enum GpuState
{
    /// <summary>It is there and answers.</summary>
    Present,

    /// <summary>It fell off the bus, was unplugged, or has given nothing but errors for several rounds. It is looked for again.</summary>
    Lost,

    /// <summary>A call for it has not returned in time. It is left alone until the call returns.</summary>
    Hung,
}
