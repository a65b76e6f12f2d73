using System.Data.Common;
using System.Globalization;
using Krewe.Runtime.AdoNet.Clustering;
using Krewe.Runtime.AdoNet.Schema;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Reminders;

/// <summary>
/// The reminder table in PostgreSQL, in Orleans' table and by Orleans' query keys. A row's ETag is its version as text. Hashes are kept as the
/// signed number of the same bits, which turns the ring but leaves every range of it a range.
/// </summary>
internal sealed class AdoNetReminderTable(ClusterDatabase database, string serviceId) : IReminderTable, IAsyncDisposable
{
    private const int LongestText = 150;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await SchemaCheck.RunAsync(database.Source, ClusteringSchema.Version, cancellationToken);
        await database.LoadQueriesAsync(cancellationToken);
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadAsync(database.Command("ReadReminderRowsKey", Service, Grain(grainId)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        var (from, to) = (unchecked((int)begin), unchecked((int)end));
        return ReadAsync(database.Command(from < to ? "ReadRangeRows1Key" : "ReadRangeRows2Key", Service, ("BeginHash", from), ("EndHash", to)));
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await ReadAsync(database.Command("ReadReminderRowKey", Service, Grain(grainId), Name(reminderName)))).Reminders.FirstOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        Check(nameof(entry.GrainId), entry.GrainId.ToString());
        Check(nameof(entry.ReminderName), entry.ReminderName);
        await using var command = database.Command(
            "UpsertReminderRowKey", Service, Grain(entry.GrainId), Name(entry.ReminderName),
            ("StartTime", DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)), ("Period", (long)entry.Period.TotalMilliseconds),
            ("GrainHash", unchecked((int)entry.GrainId.GetUniformHashCode())));
        return await command.ExecuteScalarAsync() is { } version and not DBNull ? Convert.ToString(version, CultureInfo.InvariantCulture) : null;
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        await using var command = database.Command(
            "DeleteReminderRowKey", Service, Grain(grainId), Name(reminderName), ("Version", int.Parse(eTag, CultureInfo.InvariantCulture)));
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) == 1;
    }

    public async Task TestOnlyClearTable()
    {
        await using var command = database.Command("DeleteReminderRowsKey", Service);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private (string Name, object? Value) Service => ("ServiceId", serviceId);

    private static (string Name, object? Value) Grain(GrainId grainId) => ("GrainId", grainId.ToString());

    private static (string Name, object? Value) Name(string reminderName) => ("ReminderName", reminderName);

    private static void Check(string column, string text)
    {
        if (text.Length > LongestText)
        {
            throw new ArgumentException($"KRW6107: A reminder's {column} has {text.Length} characters; the column takes {LongestText}: '{text}'.");
        }
    }

    private static async Task<ReminderTableData> ReadAsync(DbCommand command)
    {
        List<ReminderEntry> rows = [];
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(new ReminderEntry
                {
                    GrainId = GrainId.Parse(reader.GetString(reader.GetOrdinal("GrainId"))),
                    ReminderName = reader.GetString(reader.GetOrdinal("ReminderName")),
                    StartAt = reader.GetDateTime(reader.GetOrdinal("StartTime")),
                    Period = TimeSpan.FromMilliseconds(reader.GetInt64(reader.GetOrdinal("Period"))),
                    ETag = reader.GetInt32(reader.GetOrdinal("Version")).ToString(CultureInfo.InvariantCulture),
                });
            }
        }

        return new ReminderTableData(rows);
    }
}
