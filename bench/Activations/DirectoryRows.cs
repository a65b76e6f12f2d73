using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Krewe.Bench.Activations;

/// <summary>Rows like those of the directory, written in groups with nothing around them: what the database itself does at that group size.</summary>
internal static class DirectoryRows
{
    private const string Create = """
        DROP TABLE IF EXISTS bench_rows;
        CREATE TABLE bench_rows (
            cluster_id text, grain_id text, activation_id text, address text, port int, generation int, membership_version bigint, registered_at timestamptz,
            PRIMARY KEY (cluster_id, grain_id))
        """;

    private const string Insert = """
        INSERT INTO bench_rows SELECT 'bench', i.grain_id, i.activation_id, '127.0.0.1', 11111, 1, 1, now() FROM unnest($1, $2) AS i (grain_id, activation_id)
        """;

    /// <summary>Rows per second.</summary>
    public static async Task<double> InsertAsync(NpgsqlDataSource source, int count, int group, int writers)
    {
        await using (var create = source.CreateCommand(Create))
        {
            await create.ExecuteNonQueryAsync();
        }

        var next = -1;
        var groups = count / group;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            while (Interlocked.Increment(ref next) is var number && number < groups)
            {
                string[] grains = [.. Enumerable.Range(0, group).Select(i => string.Create(CultureInfo.InvariantCulture, $"bench.fresh/{number}-{i}"))];
                string[] activations = [.. grains.Select(_ => Guid.NewGuid().ToString("N"))];
                await using var command = new NpgsqlCommand(Insert, connection)
                {
                    Parameters =
                    {
                        new() { Value = grains, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                        new() { Value = activations, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    },
                };
                await command.ExecuteNonQueryAsync();
            }
        })));
        return groups * group / watch.Elapsed.TotalSeconds;
    }
}
