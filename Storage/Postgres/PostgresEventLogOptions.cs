using Krewe.Storage.Events;

namespace Krewe.Storage.Postgres;

/// <summary>Where and how an event log is kept in PostgreSQL.</summary>
public sealed class PostgresEventLogOptions : PostgresOptions
{
    /// <summary>The service whose events these are. Null for the silo's service id.</summary>
    public string? ServiceId { get; set; }

    /// <summary>The log's bounds; the same on every silo.</summary>
    public EventLogOptions Bounds { get; set; } = new();
}
