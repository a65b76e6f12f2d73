namespace Krewe.Nvml;

/// <summary>What must be done before the device works as it should. R570.</summary>
public enum NvmlRecoveryAction
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reset the GPU.</summary>
    ResetGpu = 1,

    /// <summary>Restart the machine.</summary>
    RebootNode = 2,

    /// <summary>End what uses peer-to-peer transfers.</summary>
    DrainPeerToPeer = 3,

    /// <summary>Let work end, then reset.</summary>
    DrainAndReset = 4,
}
