namespace Krewe.Migrations;

/// <summary>Why replicas are moved.</summary>
[GenerateSerializer, Alias("krewe.MigrationCause")]
public enum MigrationCause
{
    /// <summary>An operator named a replica.</summary>
    Operator,

    /// <summary>Its host is being emptied.</summary>
    Drain,

    /// <summary>A device of it was cordoned by an operator.</summary>
    Cordon,

    /// <summary>A device of it is no longer fit to serve.</summary>
    Device,

    /// <summary>The host will be taken away soon: a notice of two minutes or so.</summary>
    Spot,

    /// <summary>Free room in pieces becomes room for something large.</summary>
    Defragmentation,

    /// <summary>The same for less money.</summary>
    Price,
}
