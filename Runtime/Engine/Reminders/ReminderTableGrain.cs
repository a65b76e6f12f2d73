using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

[GrainType("sys.reminder-table"), KeepAlive]
internal sealed class ReminderTableGrain : Grain, IReminderTableGrain
{
    private readonly SortedDictionary<ReminderKey, ReminderEntry> _rows = [];
    private long _lastETag;

    public Task<List<ReminderEntry>> OfGrain(GrainId grainId) => Select(row => row.GrainId == grainId);

    public Task<List<ReminderEntry>> InRange(uint begin, uint end) => Select(row =>
    {
        var hash = row.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    });

    public Task<ReminderEntry?> Find(GrainId grainId, string reminderName) => Task.FromResult(_rows.GetValueOrDefault(new ReminderKey(grainId, reminderName)));

    public Task<string> Upsert(ReminderEntry entry)
    {
        entry.ETag = (++_lastETag).ToString(CultureInfo.InvariantCulture);
        _rows[new ReminderKey(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult(entry.ETag);
    }

    public Task<bool> Remove(GrainId grainId, string reminderName, string eTag)
    {
        var key = new ReminderKey(grainId, reminderName);
        return Task.FromResult(_rows.TryGetValue(key, out var row) && row.ETag == eTag && _rows.Remove(key));
    }

    public Task Clear()
    {
        _rows.Clear();
        return Task.CompletedTask;
    }

    private Task<List<ReminderEntry>> Select(Func<ReminderEntry, bool> condition) => Task.FromResult<List<ReminderEntry>>([.. _rows.Values.Where(condition)]);
}
