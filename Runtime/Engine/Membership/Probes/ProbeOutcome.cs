namespace Krewe.Runtime.Membership.Probes;

/// <summary>What came of asking one silo to probe another.</summary>
internal enum ProbeOutcome
{
    /// <summary>The silo that was asked did not say in time.</summary>
    Unknown,

    /// <summary>The silo that was asked does not know how: it is of an older version.</summary>
    NotServed,

    /// <summary>The other one answered.</summary>
    Answered,

    /// <summary>The other one did not answer.</summary>
    Missed,
}
