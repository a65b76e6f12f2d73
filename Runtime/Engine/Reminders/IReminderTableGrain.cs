using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

/// <summary>The table of reminders in memory: one grain for the whole cluster.</summary>
[Alias("krewe.reminder-table")]
internal interface IReminderTableGrain : IGrainWithIntegerKey
{
    Task<List<ReminderEntry>> OfGrain(GrainId grainId);

    Task<List<ReminderEntry>> InRange(uint begin, uint end);

    Task<ReminderEntry?> Find(GrainId grainId, string reminderName);

    Task<string> Upsert(ReminderEntry entry);

    Task<bool> Remove(GrainId grainId, string reminderName, string eTag);

    Task Clear();
}
