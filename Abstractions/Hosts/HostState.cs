namespace Krewe.Hosts;

/// <summary>Whether a host takes new leases.</summary>
[GenerateSerializer, Alias("krewe.HostState")]
public enum HostState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>It takes none and keeps those it has.</summary>
    Cordoned,

    /// <summary>It takes none and is being emptied.</summary>
    Draining,

    /// <summary>Its silo stops.</summary>
    Stopping,

    /// <summary>Nothing was heard of it for too long.</summary>
    Lost,
}
