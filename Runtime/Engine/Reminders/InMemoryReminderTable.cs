using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

/// <summary>Asks the grain that holds the table.</summary>
internal sealed class InMemoryReminderTable(IGrainFactory grains) : IReminderTable
{
    private IReminderTableGrain Grain => grains.GetGrain<IReminderTableGrain>(0);

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await Grain.OfGrain(grainId));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => new(await Grain.InRange(begin, end));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => Grain.Find(grainId, reminderName);

    public async Task<string?> UpsertRow(ReminderEntry entry) => await Grain.Upsert(entry);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Grain.Remove(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => Grain.Clear();
}
