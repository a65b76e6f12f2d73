using System.Globalization;
using System.Text;
using Krewe.Storage.Postgres.Groups;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Storage.Postgres.States;

/// <summary>
/// Whose writes these are: they count only while the membership table, in the same database, does not say that the silo is dead. So a silo that
/// slept through its own death changes nothing when it wakes, also where nobody has written since and its ETags still fit.
/// </summary>
/// <param name="ClusterId">The cluster, as in the membership table.</param>
/// <param name="Silo">The silo.</param>
internal sealed record StateFence(string ClusterId, SiloAddress Silo)
{
    private static readonly CompositeFormat Lives = CompositeFormat.Parse(StateStatements.Lives);

    public NpgsqlParameter[] Parameters =>
        [Sql.Text(ClusterId), Sql.Text(Silo.Endpoint.Address.ToString()), Sql.Integer(Silo.Endpoint.Port), Sql.Integer(Silo.Generation)];

    /// <summary>A statement with the condition, whose parameters come after the statement's own.</summary>
    public static string Guard(string statement, int parameters) => Fill(statement, $"WHERE EXISTS ({Condition(parameters)})");

    /// <summary>A statement without it.</summary>
    public static string Unguarded(string statement) => Fill(statement, string.Empty);

    /// <summary>Whether the silo lives.</summary>
    public async Task<bool> LivesAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Sql.Command($"SELECT EXISTS ({Condition(0)})", Parameters) } };
        return (bool)(await batch.ExecuteScalarAsync())!;
    }

    private static string Condition(int parameters) =>
        string.Format(CultureInfo.InvariantCulture, Lives, $"${parameters + 1}", $"${parameters + 2}", $"${parameters + 3}", $"${parameters + 4}");

    private static string Fill(string statement, string condition) => statement.Replace("{0}", condition, StringComparison.Ordinal);
}
