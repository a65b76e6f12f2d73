namespace Krewe.EndToEnd.Migrations;

/// <summary>Whose silo is killed.</summary>
internal enum Victim
{
    /// <summary>That of the host which the replica leaves.</summary>
    Source,

    /// <summary>That of the host which it goes to.</summary>
    Target,

    /// <summary>That which has the grain of the pool, which carries the migration out.</summary>
    Pool,
}
