namespace Krewe.Nvml;

/// <summary>What is counted of a link.</summary>
public enum NvmlNvLinkError
{
    /// <summary>Replays.</summary>
    Replay = 0,

    /// <summary>Recoveries.</summary>
    Recovery = 1,

    /// <summary>CRC errors of flits.</summary>
    CrcFlit = 2,

    /// <summary>CRC errors of data.</summary>
    CrcData = 3,

    /// <summary>ECC errors of data.</summary>
    EccData = 4,
}
