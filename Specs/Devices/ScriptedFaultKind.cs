namespace Krewe.Specs.Devices;

/// <summary>What can go wrong with a simulated device.</summary>
public enum ScriptedFaultKind
{
    /// <summary>Its driver says that it is lost.</summary>
    Lost,

    /// <summary>It is not listed any more.</summary>
    Unplugged,

    /// <summary>Calls do not come back.</summary>
    Hang,

    /// <summary>Calls fail.</summary>
    Errors,

    /// <summary>The library or driver is gone.</summary>
    Library,

    /// <summary>Its driver reports an error, once.</summary>
    Xid,

    /// <summary>Uncorrectable memory errors.</summary>
    Ecc,

    /// <summary>Rows of memory wait for a reset.</summary>
    RemapPending,

    /// <summary>Rows of memory could not be replaced.</summary>
    RemapFailed,

    /// <summary>Its driver says that it needs a reset.</summary>
    ResetNeeded,

    /// <summary>Its clocks are slowed by heat.</summary>
    Heat,

    /// <summary>Its clocks are slowed by the power brake.</summary>
    PowerBrake,
}
