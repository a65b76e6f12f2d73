using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans;

/// <summary>A grain's reminders: periodic calls that outlive its activations. To be called in the grain's own turns.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Registers a reminder, or gives one that is there new times.</summary>
    /// <param name="grain">The grain; it implements <see cref="IRemindable"/>.</param>
    /// <param name="reminderName">The reminder's name, unique within the grain.</param>
    /// <param name="dueTime">From now to the first tick; zero or more.</param>
    /// <param name="period">From one tick to the next; at least <c>ReminderOptions.MinimumReminderPeriod</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative or infinite (KRW7403).</exception>
    /// <exception cref="ArgumentException">The period is too short, or there is no name (KRW7403).</exception>
    /// <exception cref="InvalidOperationException">Called outside of the grain's turns (KRW7402), or the grain is not remindable (KRW7404).</exception>
    /// <exception cref="OrleansConfigurationException">The silo has no reminder service (KRW7401).</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        ((IGrainBase)grain).RegisterOrUpdateReminder(reminderName, dueTime, period);

    /// <inheritdoc cref="RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)"/>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var registry = RegistryOf(grain);
        return grain is IRemindable
            ? registry.RegisterOrUpdateAsync(grain.GrainContext.GrainId, reminderName, dueTime, period)
            : throw new InvalidOperationException($"KRW7404: {grain.GetType()} cannot be reminded: it does not implement IRemindable.");
    }

    /// <summary>Takes a reminder back. One that is not there any more is no error.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="reminder">The reminder, as registered or read.</param>
    /// <exception cref="OrleansException">It was registered anew since (KRW7405).</exception>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => ((IGrainBase)grain).UnregisterReminder(reminder);

    /// <inheritdoc cref="UnregisterReminder(Grain, IGrainReminder)"/>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        RegistryOf(grain).UnregisterAsync(grain.GrainContext.GrainId, reminder);

    /// <summary>A reminder of the grain, or null.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="reminderName">The reminder's name.</param>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => ((IGrainBase)grain).GetReminder(reminderName);

    /// <inheritdoc cref="GetReminder(Grain, string)"/>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        RegistryOf(grain).FindAsync(grain.GrainContext.GrainId, reminderName);

    /// <summary>All reminders of the grain, ordered by name.</summary>
    /// <param name="grain">The grain.</param>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => ((IGrainBase)grain).GetReminders();

    /// <inheritdoc cref="GetReminders(Grain)"/>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => RegistryOf(grain).ListAsync(grain.GrainContext.GrainId);

    private static IReminderRegistry RegistryOf(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        if (RuntimeContext.Current is null || !ReferenceEquals(RuntimeContext.Current, grain.GrainContext))
        {
            throw new InvalidOperationException("KRW7402: A grain's reminders can be used in the grain's own turns only.");
        }

        return grain.GrainContext.ActivationServices.GetRequiredService<IReminderRegistry>();
    }
}
