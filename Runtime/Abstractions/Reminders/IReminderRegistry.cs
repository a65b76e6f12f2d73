using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>The side of reminders that grains see.</summary>
internal interface IReminderRegistry
{
    Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(GrainId grainId, IGrainReminder reminder);

    Task<IGrainReminder?> FindAsync(GrainId grainId, string reminderName);

    Task<List<IGrainReminder>> ListAsync(GrainId grainId);
}
