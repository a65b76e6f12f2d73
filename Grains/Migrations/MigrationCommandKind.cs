namespace Krewe.Grains.Migrations;

internal enum MigrationCommandKind
{
    /// <summary>Ask the host for the lease, and store the replica under it.</summary>
    Lease,

    /// <summary>Tell the model to give the replica no more requests, and its successor what is known of it; ask how many are still out.</summary>
    Switch,

    /// <summary>Tell the replica to stop; its lease is returned when its exit was seen.</summary>
    Stop,
}
