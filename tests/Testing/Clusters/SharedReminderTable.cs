using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>A reminder table beside the silos, as a database is: it outlives them all.</summary>
public sealed class SharedReminderTable : IReminderTable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(GrainId GrainId, string Name), ReminderEntry> _rows = [];
    private long _lastETag;

    /// <summary>Whether operations fail at present.</summary>
    public bool IsDown { get; set; }

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => With(() => new ReminderTableData(_rows.Values.Where(row => row.GrainId == grainId).Select(Copy)));

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => With(() => new ReminderTableData(_rows.Values.Where(row =>
    {
        uint hash = row.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    }).Select(Copy)));

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        With(() => _rows.TryGetValue((grainId, reminderName), out ReminderEntry? row) ? Copy(row) : null);

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry) => With(() =>
    {
        ReminderEntry row = Copy(entry);
        row.ETag = (++_lastETag).ToString(CultureInfo.InvariantCulture);
        _rows[(row.GrainId, row.ReminderName)] = row;
        return (string?)row.ETag;
    });

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        With(() => _rows.TryGetValue((grainId, reminderName), out ReminderEntry? row) && row.ETag == eTag && _rows.Remove((grainId, reminderName)));

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => With(() =>
    {
        _rows.Clear();
        return true;
    });

    private static ReminderEntry Copy(ReminderEntry row) =>
        new() { GrainId = row.GrainId, ReminderName = row.ReminderName, StartAt = row.StartAt, Period = row.Period, ETag = row.ETag };

    private Task<T> With<T>(Func<T> work)
    {
        lock (_gate)
        {
            return IsDown ? Task.FromException<T>(new IOException("The reminder table is down.")) : Task.FromResult(work());
        }
    }
}
