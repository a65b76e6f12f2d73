using Krewe.Storage.Events;
using Krewe.Storage.Postgres.Groups;
using Npgsql;

namespace Krewe.Storage.Postgres.Events;

/// <summary>Runs groups of appends. An append whose answer was lost is found again by its id, unless its event was trimmed meanwhile.</summary>
internal sealed class AppendExecutor(string serviceId, string log, EventLogOptions bounds) : IGroupExecutor<AppendOperation, long>
{
    public async Task<GroupOutcome<long>[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<AppendOperation> group)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Command(EventStatements.AddLog, Sql.Text(serviceId), Sql.Text(log)));
        batch.BatchCommands.Add(Sql.Command(EventStatements.LockLog, Sql.Text(serviceId), Sql.Text(log)));
        if (bounds.Overflow == EventLogOverflow.DropOldestAcknowledged)
        {
            batch.BatchCommands.Add(Sql.Command(EventStatements.MakeRoom, Sql.Text(serviceId), Sql.Text(log), Sql.Number(group.Count), Sql.Number(bounds.MaxEvents)));
        }

        batch.BatchCommands.Add(Sql.Command(
            EventStatements.Append,
            Sql.Text(serviceId),
            Sql.Text(log),
            Sql.Ids(group.Select(operation => operation.AppendId)),
            Sql.Payloads(group.Select(operation => operation.Payload)),
            Sql.Number(bounds.MaxEvents)));
        batch.BatchCommands.Add(Sql.Command(EventStatements.FindAppended, Sql.Ids(group.Select(operation => operation.AppendId))));

        var sequences = new Dictionary<Guid, long>();
        await using var reader = await batch.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                if (reader.FieldCount == 2)
                {
                    sequences[reader.GetGuid(0)] = reader.GetInt64(1);
                }
            }
        }
        while (await reader.NextResultAsync());

        return [.. group.Select(operation => sequences.TryGetValue(operation.AppendId, out var sequence)
            ? new GroupOutcome<long>(sequence)
            : new(0, EventLogErrors.Full(log, bounds)))];
    }
}
