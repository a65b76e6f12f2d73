namespace Krewe.Migrations;

/// <summary>What has become of a migration.</summary>
[GenerateSerializer, Alias("krewe.MigrationStatus")]
public enum MigrationStatus
{
    /// <summary>It is carried out.</summary>
    Running,

    /// <summary>A step could not be done: what was started for nothing is stopped.</summary>
    RollingBack,

    /// <summary>Every step was done.</summary>
    Done,

    /// <summary>It was taken back: what served before serves, and nothing is left over.</summary>
    RolledBack,
}
