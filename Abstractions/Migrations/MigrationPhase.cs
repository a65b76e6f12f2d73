namespace Krewe.Migrations;

/// <summary>Where a step is. It only goes on, never back.</summary>
[GenerateSerializer, Alias("krewe.MigrationPhase")]
public enum MigrationPhase
{
    /// <summary>Steps before it are not done.</summary>
    Waiting,

    /// <summary>A start: the target's host is asked for the lease.</summary>
    Leasing,

    /// <summary>A start: the model server is started, loads and warms up.</summary>
    Loading,

    /// <summary>A start: it is ready, and has to stay so for a while.</summary>
    Proving,

    /// <summary>A stop: its model gives it no more requests; those that it has are being finished.</summary>
    Switching,

    /// <summary>A stop: its model server is told to end; its exit and the return of its lease are to be seen.</summary>
    Draining,

    /// <summary>It has done what it is for.</summary>
    Done,

    /// <summary>A start that is taken back: the replica is being stopped.</summary>
    Undoing,

    /// <summary>It was taken back, or never begun.</summary>
    Undone,
}
