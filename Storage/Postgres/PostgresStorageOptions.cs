using Orleans.Storage;

namespace Krewe.Storage.Postgres;

/// <summary>Where and how grain state is kept in PostgreSQL.</summary>
public sealed class PostgresStorageOptions : PostgresOptions
{
    /// <summary>The service whose states these are; services do not see each other's. Null for the silo's service id.</summary>
    public string? ServiceId { get; set; }

    /// <summary>How state becomes bytes; null for System.Text.Json with fields.</summary>
    public IGrainStorageSerializer? Serializer { get; set; }

    /// <summary>
    /// Whether writes of a silo that is dead in the membership table are refused (KRW6011). The table must then be in the same database. Null, the
    /// default, for yes where <see cref="PostgresGrainDirectory"/> has the same connection string, for which that is required anyway.
    /// </summary>
    public bool? RefuseDeadSilos { get; set; }
}
