namespace Krewe.Storage.Postgres;

/// <summary>Where and how the grain directory is kept in PostgreSQL.</summary>
public sealed class PostgresDirectoryOptions : PostgresOptions
{
    /// <summary>The cluster, as <c>DeploymentId</c> of the membership table. Null for the silo's cluster id.</summary>
    public string? ClusterId { get; set; }
}
