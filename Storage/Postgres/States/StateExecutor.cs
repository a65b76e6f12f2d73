using Krewe.Storage.Postgres.Connections;
using Krewe.Storage.Postgres.Groups;
using Krewe.Storage.State;
using Npgsql;

namespace Krewe.Storage.Postgres.States;

/// <summary>
/// Runs groups of reads and changes. A change that is run again after its answer was lost either finds its own write id, or is done now, and
/// the first run, should it still come, finds another ETag and does nothing.
/// </summary>
/// <param name="serviceId">The service.</param>
/// <param name="place">The database, for messages.</param>
/// <param name="fence">Whose writes these are; null where no membership table says who lives.</param>
internal sealed class StateExecutor(string serviceId, string place, StateFence? fence = null) : IGroupExecutor<StateOperation, StateRow?>
{
    private readonly string _write = fence is null ? StateFence.Unguarded(StateStatements.Write) : StateFence.Guard(StateStatements.Write, parameters: 7);
    private readonly string _clear = fence is null ? StateFence.Unguarded(StateStatements.Clear) : StateFence.Guard(StateStatements.Clear, parameters: 5);

    public async Task<GroupOutcome<StateRow?>[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<StateOperation> group)
    {
        var outcomes = new GroupOutcome<StateRow?>[group.Count];
        var open = await ChangeAsync(connection, group, outcomes);

        // Reads see nothing: no row is what they find until one comes. Changes that met another ETag have to know which.
        var found = await ReadAsync(connection, group, open);
        var isDead = fence is not null && open.Exists(at => group[at].Writes) && !await fence.LivesAsync(connection);
        foreach (var at in open)
        {
            outcomes[at] = Judge(group[at], found.TryGetValue(at, out var row) ? row : null, isDead);
        }

        return outcomes;
    }

    /// <summary>Makes the changes; gives the places of what is still open: reads, and changes that changed nothing.</summary>
    private async Task<List<int>> ChangeAsync(NpgsqlConnection connection, IReadOnlyList<StateOperation> group, GroupOutcome<StateRow?>[] outcomes)
    {
        int[] writes = [.. Places(group, operation => operation is ChangeOperation { Payload: not null })];
        int[] clears = [.. Places(group, operation => operation is ChangeOperation { Payload: null })];
        var open = Places(group, _ => true).ToHashSet();
        if (writes.Length + clears.Length > 0)
        {
            var inserts = writes.ToDictionary(at => ((ChangeOperation)group[at]).WriteId);
            await using var batch = new NpgsqlBatch(connection);
            AddWrites(batch, group, writes);
            AddClears(batch, group, clears);
            await using var reader = await batch.ExecuteReaderAsync();
            do
            {
                while (await reader.ReadAsync())
                {
                    var at = await reader.IsDBNullAsync(0) ? inserts[reader.GetGuid(2)] : reader.GetInt32(0);
                    open.Remove(at);
                    outcomes[at] = new(reader.FieldCount > 1 ? new StateRow(reader.GetInt64(1), ((ChangeOperation)group[at]).Payload!) : null);
                }
            }
            while (await reader.NextResultAsync());
        }

        return [.. open.Order()];
    }

    private void AddWrites(NpgsqlBatch batch, IReadOnlyList<StateOperation> group, int[] places)
    {
        if (places.Length > 0)
        {
            ChangeOperation[] changes = [.. places.Select(at => (ChangeOperation)group[at])];
            batch.BatchCommands.Add(Sql.Command(
                _write,
                [.. Keys(group, places), Sql.Numbers(changes.Select(change => change.Expected)), Sql.Payloads(changes.Select(change => change.Payload!)), Sql.Ids(changes.Select(change => change.WriteId)), .. fence?.Parameters ?? []]));
        }
    }

    private void AddClears(NpgsqlBatch batch, IReadOnlyList<StateOperation> group, int[] places)
    {
        if (places.Length > 0)
        {
            batch.BatchCommands.Add(Sql.Command(
                _clear, [.. Keys(group, places), Sql.Numbers(places.Select(at => ((ChangeOperation)group[at]).Expected)), .. fence?.Parameters ?? []]));
        }
    }

    private async Task<Dictionary<int, (StateRow Row, Guid WriteId)?>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<StateOperation> group, List<int> places)
    {
        var found = new Dictionary<int, (StateRow, Guid)?>();
        if (places.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Sql.Command(StateStatements.Read, [.. Keys(group, places)]) } };
            await using var reader = await batch.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                found[reader.GetInt32(0)] = (new StateRow(reader.GetInt64(1), reader.GetFieldValue<byte[]>(3)), reader.GetGuid(2));
            }
        }

        return found;
    }

    private GroupOutcome<StateRow?> Judge(StateOperation operation, (StateRow Row, Guid WriteId)? stored, bool isDead)
    {
        if (operation is not ChangeOperation change)
        {
            return new(stored?.Row);
        }

        var written = change.Payload is not null && stored?.WriteId == change.WriteId;
        var cleared = change.Payload is null && stored is null && (change.Expected is null || change.IsUncertain);
        if (written || cleared)
        {
            return new(stored?.Row);
        }

        if (isDead && !change.IsUncertain)
        {
            return new(null, PostgresErrors.Dead(place, change.Subject, fence!.Silo));
        }

        // Uncertain: it may have been done before another came after it.
        var etag = stored is { } other ? StateEtag.Format(other.Row.Etag) : null;
        return new(null, change.IsUncertain
            ? PostgresErrors.Unknown(place, change.Subject, null)
            : StateConflict.Between(change.State, etag, change.ExpectedEtag));
    }

    private NpgsqlParameter[] Keys(IReadOnlyList<StateOperation> group, IReadOnlyCollection<int> places) =>
    [
        Sql.Text(serviceId),
        Sql.Integers(places),
        Sql.Texts(places.Select(at => group[at].State.StateName)),
        Sql.Texts(places.Select(at => group[at].State.GrainId)),
    ];

    private static IEnumerable<int> Places(IReadOnlyList<StateOperation> group, Func<StateOperation, bool> which) =>
        Enumerable.Range(0, group.Count).Where(at => which(group[at]));
}
