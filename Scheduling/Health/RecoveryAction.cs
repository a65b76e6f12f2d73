namespace Krewe.Scheduling.Health;

/// <summary>What a driver says would repair a device, in the order of NVML's field 230.</summary>
public enum RecoveryAction
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>A reset of the device.</summary>
    Reset = 1,

    /// <summary>A restart of the machine.</summary>
    Reboot = 2,

    /// <summary>Traffic to its peers must end.</summary>
    DrainPeers = 3,

    /// <summary>It must be emptied and reset.</summary>
    DrainAndReset = 4,
}
