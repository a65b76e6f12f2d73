using Krewe.Storage.Postgres.Schema;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Krewe.Storage.Postgres.Connections;

/// <summary>The connections of one part of the storage.</summary>
internal sealed partial class PostgresDatabase : IAsyncDisposable
{
    /// <summary>
    /// All our statements find few rows by their keys. A plan that was made while a table was small would read all of it, and is kept until the
    /// table is analyzed: measured, look-ups in a table that grew quickly were fifty times slower.
    /// </summary>
    private const string ByKey = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    private readonly NpgsqlDataSource _source;
    private readonly ILogger _logger;

    // Set once by whoever first found the schema as it must be.
    private volatile bool _checked;

    public PostgresDatabase(PostgresOptions options, ILogger logger)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Place = $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
        var seconds = (int)Math.Ceiling(options.Timeout.TotalSeconds);
        settings.Timeout = seconds;
        settings.CommandTimeout = seconds;
        settings.Enlist = false;
        settings.Options = $"{settings.Options} {ByKey}".Trim();
        if (settings.MaxAutoPrepare == 0)
        {
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (20, 2);
        }

        _source = PostgresSource.Create(settings);
        _logger = logger;
    }

    /// <summary>Host, port and database, for messages; no secrets.</summary>
    public string Place { get; }

    /// <summary>A connection to a database whose schema fits.</summary>
    /// <exception cref="StorageException">The schema is missing, older or too new (KRW6001, KRW6007).</exception>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            if (!_checked)
            {
                await SchemaCheck.RunAsync(connection, Place).ConfigureAwait(false);
                await WarnOfLossAsync(connection).ConfigureAwait(false);
                _checked = true;
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>After one connection broke, the idle ones are taken for broken too.</summary>
    public void Forget() => _source.Clear();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>The server may be set up to acknowledge what is not yet on disk; then our guarantees are its own.</summary>
    private async Task WarnOfLossAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting('synchronous_commit'), current_setting('fsync')", connection);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        if (await reader.ReadAsync().ConfigureAwait(false) && (reader.GetString(0) == "off" || reader.GetString(1) == "off"))
        {
            Log.MayLose(_logger, Place, reader.GetString(0), reader.GetString(1));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Warning, "{Place} acknowledges what may be lost when it or its machine fails (synchronous_commit {Commit}, fsync {Fsync}); set both to on")]
        public static partial void MayLose(ILogger logger, string place, string commit, string fsync);
    }
}
