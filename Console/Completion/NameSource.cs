namespace Krewe.Commands.Completion;

/// <summary>Of what the names are that a word of the command line can be completed to.</summary>
internal enum NameSource
{
    /// <summary>None that the silo knows.</summary>
    None,

    /// <summary>Models.</summary>
    Models,

    /// <summary>Replicas.</summary>
    Replicas,

    /// <summary>Hosts.</summary>
    Hosts,

    /// <summary>Devices, as host/device.</summary>
    Devices,

    /// <summary>Pools.</summary>
    Pools,

    /// <summary>Silos.</summary>
    Silos,

    /// <summary>Regions.</summary>
    Regions,

    /// <summary>Tenants.</summary>
    Tenants,

    /// <summary>Active grains, as type/key.</summary>
    Grains,

    /// <summary>Types of active grains.</summary>
    GrainTypes,
}
