using Krewe.Runtime.AdoNet.Clustering;
using Krewe.Runtime.AdoNet.Reminders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Reminders in a relational database.</summary>
public static class AdoNetReminderHostingExtensions
{
    /// <summary>Keeps reminders in that database and delivers them.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Says which database.</param>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseAdoNetReminderService(options => { options.Configure(configureOptions); });
    }

    /// <summary>Keeps reminders in that database and delivers them.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Says which database.</param>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<OptionsBuilder<AdoNetReminderTableOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureOptions);
        builder.AddReminders();
        configureOptions(builder.Services.AddOptions<AdoNetReminderTableOptions>());
        builder.Services.AddSingleton<IReminderTable>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AdoNetReminderTableOptions>>().Value;
            return new AdoNetReminderTable(
                ClusterDatabase.From(options.Invariant, options.ConnectionString, options.DataSource, "AdoNetReminderTableOptions"),
                provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId);
        });
        return builder;
    }
}
