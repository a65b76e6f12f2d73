using System.Data.Common;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Schema;

/// <summary>Whether a silo of this assembly can work on the schema that a database has.</summary>
internal static class SchemaCheck
{
    private const string Remedy = "Run 'Silo --migrate' with this silo's configuration; other silos may keep running meanwhile.";

    /// <param name="source">The database.</param>
    /// <param name="wanted">The version that the silo needs at least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OrleansConfigurationException">The schema is missing (KRW6101), too old (KRW6102) or too new (KRW6103).</exception>
    public static async Task RunAsync(DbDataSource source, int wanted, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.CreateCommand($"SELECT Version, ReadableBy FROM KreweSchema WHERE Part = '{SchemaUpgrade.Part}'");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                throw Missing(null);
            }

            Compare(reader.GetInt32(0), reader.GetInt32(1), wanted);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw Missing(exception);
        }
    }

    internal static void Compare(int found, int readableBy, int wanted)
    {
        if (found < wanted)
        {
            throw new OrleansConfigurationException($"KRW6102: The database's schema for clustering is older than this silo: version {found}, needed is {wanted}. {Remedy}");
        }

        if (readableBy > wanted)
        {
            throw new OrleansConfigurationException(
                $"KRW6103: The database's schema for clustering is too new for this silo: version {found} can be used by silos from version {readableBy} on, this one has {wanted}. Install the newer silo.");
        }
    }

    private static OrleansConfigurationException Missing(Exception? exception)
    {
        const string Message = "KRW6101: The database has no schema for clustering. " + Remedy;
        return exception is null ? new OrleansConfigurationException(Message) : new OrleansConfigurationException(Message, exception);
    }
}
