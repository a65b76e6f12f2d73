namespace Krewe.Specs.Machines;

/// <summary>Who adds and removes machines.</summary>
public enum MachineProviderKind
{
    /// <summary>Nobody: prices only.</summary>
    None,

    /// <summary>Machines that are not there: they start, are interrupted and end as real ones, and no host joins.</summary>
    Simulated,

    /// <summary>Commands of the operator.</summary>
    Command,
}
