namespace Krewe.Machines;

/// <summary>Where a machine is on its way.</summary>
[GenerateSerializer, Alias("krewe.MachinePhase")]
public enum MachinePhase
{
    /// <summary>It is asked for; its host has not been heard of.</summary>
    Ordered,

    /// <summary>Its host is there.</summary>
    Joined,

    /// <summary>It is emptied, and removed when nothing is leased on it.</summary>
    Leaving,
}
