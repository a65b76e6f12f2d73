namespace Krewe.Scheduling.Health;

/// <summary>What an XID error means for the device it is about.</summary>
public enum XidEffect
{
    /// <summary>A program failed; the device did not.</summary>
    Program = 0,

    /// <summary>The device works, at less than its promise, until it is reset.</summary>
    Degrade = 1,

    /// <summary>The device is to be emptied and reset; what runs there may end in its own time.</summary>
    Drain = 2,

    /// <summary>As <see cref="Drain"/>, but what runs there is wrong or stuck already and ends at once.</summary>
    Evict = 3,

    /// <summary>The device is gone.</summary>
    Lose = 4,

    /// <summary>Too little to judge by: what its driver says that would repair the device (<see cref="RecoveryAction"/>) decides.</summary>
    Refer = 5,
}
