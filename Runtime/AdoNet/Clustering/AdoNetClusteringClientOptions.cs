using System.Data.Common;

namespace Orleans.Configuration;

/// <summary>Where a client finds the gateways of a cluster: the database in which its silos agree. This engine knows PostgreSQL.</summary>
public class AdoNetClusteringClientOptions
{
    /// <summary>The driver; <c>Npgsql</c> is the only one.</summary>
    public string Invariant { get; set; } = "";

    /// <summary>How to reach the database; this or <see cref="DataSource"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The database; belongs to who set it. This or <see cref="ConnectionString"/>.</summary>
    public DbDataSource? DataSource { get; set; }
}
