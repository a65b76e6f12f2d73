using Krewe.Conformance.Tests.Filters;
using Krewe.Conformance.Tests.Persistence;
using Krewe.Conformance.Tests.Placement;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.TestingHost;

namespace Krewe.Conformance.Tests.Support;

/// <summary>What every silo of the shared cluster has.</summary>
internal static class SharedSilo
{
    internal static void Configure(InProcessTestSiloSpecificOptions options, ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(options);
        silo.AddMemoryGrainStorageAsDefault();
        silo.Services.AddGrainStorage("test", (_, _) => new TestStorage());
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.AddMemoryStreams("mem");
        silo.UseInMemoryReminderService();
        // The list is read again soon, since what is registered while the reminder service still starts may be seen only then.
        silo.Configure<ReminderOptions>(reminders =>
        {
            reminders.MinimumReminderPeriod = TimeSpan.FromMilliseconds(50);
            reminders.RefreshReminderListPeriod = TimeSpan.FromSeconds(2);
        });
        silo.AddPlacementDirector<ByName, ByNameDirector>();
        silo.Services.AddPlacementFilter<NotSilo, NotSiloDirector>(ServiceLifetime.Transient);
        silo.Services.AddPlacementFilter<NorSilo, NotSiloDirector>(ServiceLifetime.Transient);
        silo.UseSiloMetadata(new Dictionary<string, string> { ["region"] = options.SiloName == "Silo_1" ? "west" : "east" });
        silo.Services.AddSingleton<FilterService>();
        silo.AddIncomingGrainCallFilter<FirstIncomingFilter>();
        silo.AddIncomingGrainCallFilter<SecondIncomingFilter>();
        silo.AddOutgoingGrainCallFilter<OutgoingFilter>();
    }
}
