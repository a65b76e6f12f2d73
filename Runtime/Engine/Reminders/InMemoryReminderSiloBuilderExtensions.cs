using Krewe.Runtime.Reminders;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Adds reminders in memory.</summary>
public static class InMemoryReminderSiloBuilderExtensions
{
    /// <summary>Keeps reminders in a grain of the cluster: they are gone with the silo that it is on. For tests and trials.</summary>
    /// <param name="builder">The silo.</param>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
        return builder;
    }
}
