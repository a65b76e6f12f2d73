using Krewe.Runtime.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Krewe.Runtime.Reminders;

/// <summary>
/// What grains do with their reminders: they write the table themselves, so that a definition is as durable as the table when the call returns, and
/// then tell the silo that owns it.
/// </summary>
internal sealed partial class ReminderRegistry(
    ReminderService service, EngineClock clock, IOptions<ReminderOptions> options, ILogger<ReminderRegistry> logger) : IReminderRegistry
{
    private IReminderTable Table => service.Table
        ?? throw new OrleansConfigurationException("KRW7401: The silo has no reminder service: call UseAdoNetReminderService or UseInMemoryReminderService.");

    public async Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var table = Table;
        Check(reminderName, dueTime, period);
        var entry = new ReminderEntry
        {
            GrainId = grainId,
            ReminderName = reminderName,
            StartAt = clock.Grains.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        var eTag = await table.UpsertRow(entry)
            ?? throw new OrleansException($"KRW7405: The reminder table did not take the reminder {entry}. Try again.");
        await TellAsync(new ReminderKey(grainId, reminderName));
        return new GrainReminder(entry, eTag);
    }

    public async Task UnregisterAsync(GrainId grainId, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        if (reminder is not GrainReminder own || own.GrainId != grainId)
        {
            throw new ArgumentException($"KRW7403: {reminder.ReminderName} is no reminder of {grainId}: take it from RegisterOrUpdateReminder or GetReminder of that grain.", nameof(reminder));
        }

        if (!await Table.RemoveRow(grainId, own.ReminderName, own.ETag) && await Table.ReadRow(grainId, own.ReminderName) is not null)
        {
            throw new OrleansException(
                $"KRW7405: The reminder {own.ReminderName} of {grainId} was registered anew since it was read, and stays. Read it again with GetReminder to take it back.");
        }

        await TellAsync(new ReminderKey(grainId, own.ReminderName));
    }

    public async Task<IGrainReminder?> FindAsync(GrainId grainId, string reminderName) =>
        await Table.ReadRow(grainId, reminderName) is { } row ? new GrainReminder(row, row.ETag!) : null;

    public async Task<List<IGrainReminder>> ListAsync(GrainId grainId) =>
        [.. (await Table.ReadRows(grainId)).Reminders.OrderBy(row => row.ReminderName, StringComparer.Ordinal).Select(row => new GrainReminder(row, row.ETag!))];

    private void Check(string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        if (string.IsNullOrEmpty(reminderName))
        {
            throw new ArgumentException("KRW7403: A reminder has a name that is not empty.", nameof(reminderName));
        }

        if (dueTime < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, $"KRW7403: The reminder '{reminderName}' would be due first after {dueTime}; right is zero or more.");
        }

        if (period < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, $"KRW7403: The reminder '{reminderName}' would have the period {period}; it cannot be negative or infinite.");
        }

        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"KRW7403: The reminder '{reminderName}' would have the period {period}; the shortest is {options.Value.MinimumReminderPeriod} (ReminderOptions.MinimumReminderPeriod). Use a grain timer for shorter ones.",
                nameof(period));
        }
    }

    /// <summary>Whoever cannot be told reads the list before long.</summary>
    private async Task TellAsync(ReminderKey key)
    {
        try
        {
            await service.ChangedAsync(key, mayForward: true);
        }
        catch (Exception exception)
        {
            Log.NotTold(logger, key.Name, key.GrainId, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7410, LogLevel.Information, "KRW7410: The silo that owns the reminder {Reminder} of {GrainId} could not be told of it; it finds it with its next reading")]
        public static partial void NotTold(ILogger logger, string reminder, GrainId grainId, Exception exception);
    }
}
