using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are kept. Each write gives a row a new ETag.</summary>
public interface IReminderTable
{
    /// <summary>Makes the table ready; called once, when the silo starts.</summary>
    /// <param name="cancellationToken">Gives up.</param>
#pragma warning disable CS0618 // The old name is called for tables that have only that one.
    Task StartAsync(CancellationToken cancellationToken = default) => Init();
#pragma warning restore CS0618

    /// <summary>The old name of <see cref="StartAsync"/>.</summary>
    [Obsolete("Implement StartAsync.")]
    Task Init() => Task.CompletedTask;

    /// <summary>The reminders of a grain.</summary>
    /// <param name="grainId">The grain.</param>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The reminders of the grains whose uniform hash lies after <paramref name="begin"/> and not after <paramref name="end"/>, on a ring: where
    /// the end is not greater than the begin, the range goes through zero; where they are equal, it is everything.
    /// </summary>
    /// <param name="begin">Not part of the range.</param>
    /// <param name="end">Part of the range.</param>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, or null.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="reminderName">The reminder's name.</param>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Writes a row, whether it is there or not. Returns its ETag, null for a failure.</summary>
    /// <param name="entry">The row; its ETag does not count.</param>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a row. False when it is not there or has another ETag.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="reminderName">The reminder's name.</param>
    /// <param name="eTag">The ETag as read.</param>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes all rows of the service. For tests.</summary>
    Task TestOnlyClearTable();

    /// <summary>Called once, when the silo stops.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
