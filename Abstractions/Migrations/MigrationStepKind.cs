namespace Krewe.Migrations;

/// <summary>What a step of a migration does.</summary>
[GenerateSerializer, Alias("krewe.MigrationStepKind")]
public enum MigrationStepKind
{
    /// <summary>Takes a lease, starts a replica under it, and is done when that one has proved that it serves.</summary>
    Start,

    /// <summary>Switches the traffic away from a replica, drains and stops it, and is done when its exit was seen and its lease returned.</summary>
    Stop,
}
