namespace Krewe.Planning.Fleets;

/// <summary>Where a machine is on its way.</summary>
internal enum ElasticPhase
{
    /// <summary>It is not there.</summary>
    Absent,

    /// <summary>It is asked for and paid for.</summary>
    Ordered,

    /// <summary>It is a host.</summary>
    Joined,

    /// <summary>It is emptied.</summary>
    Leaving,
}
