namespace Orleans;

/// <summary>Rows of the reminder table.</summary>
public sealed class ReminderTableData
{
    /// <summary>No rows.</summary>
    public ReminderTableData()
        : this([])
    {
    }

    /// <summary>Those rows.</summary>
    /// <param name="list">The rows.</param>
    public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

    /// <summary>One row.</summary>
    /// <param name="entry">The row.</param>
    public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

    /// <summary>The rows, in no particular order.</summary>
    public IList<ReminderEntry> Reminders { get; }
}
