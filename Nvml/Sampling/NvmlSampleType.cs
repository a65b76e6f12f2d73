namespace Krewe.Nvml;

/// <summary>What the driver's ring of samples holds.</summary>
public enum NvmlSampleType
{
    /// <summary>Milliwatts.</summary>
    Power = 0,

    /// <summary>Percent.</summary>
    Gpu = 1,

    /// <summary>Percent.</summary>
    Memory = 2,

    /// <summary>Percent.</summary>
    Encoder = 3,

    /// <summary>Percent.</summary>
    Decoder = 4,

    /// <summary>MHz.</summary>
    ProcessorClock = 5,

    /// <summary>MHz.</summary>
    MemoryClock = 6,

    /// <summary>Milliwatts.</summary>
    ModulePower = 7,

    /// <summary>Percent.</summary>
    Jpeg = 8,

    /// <summary>Percent.</summary>
    OpticalFlow = 9,
}
