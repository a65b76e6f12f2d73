using Orleans.Storage;

namespace Krewe.Storage.Postgres;

/// <summary>Where and how grain state is kept in PostgreSQL.</summary>
public sealed class PostgresStorageOptions : PostgresOptions
{
    /// <summary>The service whose states these are; services do not see each other's. Null for the silo's service id.</summary>
    public string? ServiceId { get; set; }

    /// <summary>How state becomes bytes; null for System.Text.Json with fields.</summary>
    public IGrainStorageSerializer? Serializer { get; set; }
}
