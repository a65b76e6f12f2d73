namespace Krewe.Nvml;

/// <summary>How bad an error was.</summary>
public enum NvmlEccErrorType
{
    /// <summary>One bit, corrected.</summary>
    Corrected = 0,

    /// <summary>More, not corrected.</summary>
    Uncorrected = 1,
}
