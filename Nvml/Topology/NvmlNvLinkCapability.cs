namespace Krewe.Nvml;

/// <summary>What a link can do.</summary>
public enum NvmlNvLinkCapability
{
    /// <summary>Peer-to-peer.</summary>
    PeerToPeer = 0,

    /// <summary>Access to system memory.</summary>
    SystemMemory = 1,

    /// <summary>Atomics with peers.</summary>
    PeerAtomics = 2,

    /// <summary>Atomics with system memory.</summary>
    SystemAtomics = 3,

    /// <summary>SLI.</summary>
    SliBridge = 4,

    /// <summary>The link is supported on this device.</summary>
    Valid = 5,
}
