using System.Data.Common;

namespace Krewe.Runtime.AdoNet.Schema;

/// <summary>The schema that clustering needs in PostgreSQL.</summary>
public static class ClusteringSchema
{
    /// <summary>The version of this assembly.</summary>
    public static int Version => SchemaScript.All[^1].Version;

    /// <summary>
    /// Brings a database to <see cref="Version"/>. Tables of an Orleans cluster that are there are taken over. Nothing happens when the
    /// database is as new or newer. Safe beside running silos and beside other upgrades.
    /// </summary>
    /// <param name="source">The database; the user must be allowed to create tables in its default schema.</param>
    /// <param name="cancellationToken">Gives up; what was done stays, and a later upgrade goes on from there.</param>
    /// <exception cref="DbException">The database refused or could not be reached.</exception>
    public static Task<SchemaUpgradeResult> UpgradeAsync(DbDataSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new SchemaUpgrade(source, SchemaScript.All).RunAsync(cancellationToken);
    }

    /// <summary>The same for a connection string of Npgsql.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SchemaUpgradeResult> UpgradeAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        await using var source = PrimarySource.Create(new Npgsql.NpgsqlConnectionStringBuilder(connectionString));
        return await UpgradeAsync(source, cancellationToken);
    }
}
