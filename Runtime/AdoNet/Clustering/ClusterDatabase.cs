using System.Data.Common;
using Krewe.Runtime.AdoNet.Schema;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Clustering;

/// <summary>The database of a cluster and the texts that it wants to be asked by.</summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private const string OnlyInvariant = "Npgsql";

    private readonly DbDataSource _source;
    private readonly bool _isOwn;
    private Dictionary<string, string> _queries = [];

    private ClusterDatabase(DbDataSource source, bool isOwn)
    {
        _source = source;
        _isOwn = isOwn;
    }

    public DbDataSource Source => _source;

    /// <exception cref="OrleansConfigurationException">The options do not name one database (KRW6104).</exception>
    public static ClusterDatabase From(string invariant, string? connectionString, DbDataSource? source, string options)
    {
        if (invariant != OnlyInvariant)
        {
            throw new OrleansConfigurationException($"KRW6104: {options}.Invariant is '{invariant}'; this engine knows '{OnlyInvariant}' only.");
        }

        if (string.IsNullOrWhiteSpace(connectionString) == (source is null))
        {
            throw new OrleansConfigurationException($"KRW6104: {options} must have either ConnectionString or DataSource, and not both.");
        }

        try
        {
            return source is not null ? new ClusterDatabase(source, isOwn: false) : new ClusterDatabase(PrimarySource.Create(new NpgsqlConnectionStringBuilder(connectionString)), isOwn: true);
        }
        catch (ArgumentException exception)
        {
            throw new OrleansConfigurationException($"KRW6104: {options}.ConnectionString is not one of Npgsql: {exception.Message}", exception);
        }
    }

    /// <summary>Takes the texts from the database, so that one that was upgraded beside older silos is asked as it wants.</summary>
    public async Task LoadQueriesAsync(CancellationToken cancellationToken)
    {
        var queries = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = _source.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            queries[reader.GetString(0)] = reader.GetString(1);
        }

        _queries = queries;
    }

    /// <summary>A command by its key.</summary>
    /// <exception cref="OrleansConfigurationException">The database does not have it (KRW6105).</exception>
    public DbCommand Command(string key, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _source.CreateCommand(_queries.TryGetValue(key, out var text)
            ? text
            : throw new OrleansConfigurationException(_queries.Count == 0
                ? $"KRW6105: {key} was asked for before the membership table was initialized."
                : $"KRW6105: The database's table OrleansQuery has no text for {key}: it was changed by hand. Put back the rows of the schema's scripts."));
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        }

        return command;
    }

    public ValueTask DisposeAsync() => _isOwn ? _source.DisposeAsync() : default;
}
