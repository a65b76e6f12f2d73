namespace Krewe.Testing.Simulation;

/// <summary>The tables that the silos of a <see cref="SimulatedCluster"/> share.</summary>
[Flags]
public enum SimulatedTables
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Who belongs to the cluster.</summary>
    Membership = 1,

    /// <summary>Where grains are active.</summary>
    Directory = 2,

    /// <summary>What grains have stored.</summary>
    Storage = 4,

    /// <summary>All of them: the database itself.</summary>
    All = Membership | Directory | Storage,
}
