namespace Krewe.Nvml;

/// <summary>Why a page was retired.</summary>
public enum NvmlPageRetirementCause
{
    /// <summary>Several single-bit errors.</summary>
    MultipleCorrected = 0,

    /// <summary>A double-bit error.</summary>
    Uncorrected = 1,
}
