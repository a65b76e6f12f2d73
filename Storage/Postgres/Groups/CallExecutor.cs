using Npgsql;

namespace Krewe.Storage.Postgres.Groups;

/// <summary>Runs operations that have a transaction to themselves.</summary>
internal sealed class CallExecutor : IGroupExecutor<CallOperation, object?>
{
    public async Task<GroupOutcome<object?>[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<CallOperation> group)
    {
        var outcomes = new GroupOutcome<object?>[group.Count];
        for (var i = 0; i < group.Count; i++)
        {
            outcomes[i] = new(await group[i].RunAsync(connection));
        }

        return outcomes;
    }
}
