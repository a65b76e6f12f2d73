namespace Krewe.Testing.Simulation;

/// <summary>What is broken on purpose, to show that the checks of a simulation can fail.</summary>
[Flags]
public enum Sabotage
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A registration in the directory overwrites whatever is there.</summary>
    DirectoryWithoutCompare = 1,

    /// <summary>The storage takes every write, whatever version its writer has.</summary>
    StorageWithoutETags = 2,

    /// <summary>A silo never sees in the membership table that it is dead.</summary>
    DeathIgnored = 4,

    /// <summary>The network brings some messages twice.</summary>
    DoubledMessages = 8,

    /// <summary>The membership table takes writes of those who have not seen its newest version.</summary>
    MembershipWithoutCompare = 16,

    /// <summary>A client sends calls again whose connection was lost.</summary>
    ResentCalls = 32,
}
