namespace Krewe.Nvml;

/// <summary>What is at the other end of a link.</summary>
public enum NvmlNvLinkRemoteType
{
    /// <summary>A GPU.</summary>
    Gpu = 0,

    /// <summary>An IBM processor.</summary>
    IbmNpu = 1,

    /// <summary>A switch.</summary>
    Switch = 2,

    /// <summary>Not known.</summary>
    Unknown = 255,
}
