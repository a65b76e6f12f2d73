namespace Krewe.Storage.Postgres;

/// <summary>How a part of the storage uses PostgreSQL.</summary>
public abstract class PostgresOptions
{
    /// <summary>Npgsql's connection string; required. Several hosts with <c>Target Session Attributes=primary</c> follow a failover.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// How long one attempt may take, and for how long it is tried again; 100 ms to 5 min, default 5 s. A caller has its answer within three
    /// times this, also when PostgreSQL says nothing at all.
    /// </summary>
    public TimeSpan Timeout { get; set; } = PostgresDefaults.Timeout;

    /// <summary>The groups that are committed at the same time, each on a connection of its own; 1 to 64, default 2.</summary>
    public int Workers { get; set; } = PostgresDefaults.Workers;

    /// <summary>The most operations that share one commit; 1 to 10,000, default 256.</summary>
    public int MaxBatch { get; set; } = PostgresDefaults.MaxBatch;

    /// <summary>Looks at every value.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, TimeSpan.FromMilliseconds(100));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Timeout, TimeSpan.FromMinutes(5));
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Workers, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatch, 10_000);
    }
}
