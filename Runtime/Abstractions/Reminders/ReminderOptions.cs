namespace Orleans.Hosting;

/// <summary>How reminders are kept and delivered.</summary>
public sealed class ReminderOptions
{
    /// <summary>The shortest period that can be registered; 1 min by default, above zero.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a silo reads the reminders that it owns anew; 5 min by default, above zero.</summary>
    public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A reminder is held in memory when it falls due within this time; 10 min by default, more than <see cref="RefreshReminderListPeriod"/>.</summary>
    public TimeSpan ReminderLoadingWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the table may take to become ready when the silo starts; 5 min by default, above zero.</summary>
    public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
