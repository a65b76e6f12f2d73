using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>One silo on its own knows itself; with an <see cref="IMembershipTable"/> it is a member of a cluster.</summary>
internal static class MembershipServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ClusterMembershipOptions>();
        services.TryAddSingleton<LocalMembership>();
        services.TryAddSingleton<MembershipPublisher>();
        services.TryAddSingleton<IFatalErrorHandler, ProcessEnd>();
        services.TryAddSingleton(CreateAgent);
        services.TryAddSingleton<ClusterMembership>();
        services.TryAddSingleton<IMembershipGossipReceiver>(provider => provider.GetRequiredService<MembershipAgent>());
        services.TryAddSingleton<IClusterMembershipService>(provider =>
            IsClustered(provider) ? provider.GetRequiredService<ClusterMembership>() : provider.GetRequiredService<LocalMembership>());
        services.TryAddSingleton<ISiloMembership>(provider =>
            IsClustered(provider) ? provider.GetRequiredService<MembershipAgent>() : provider.GetRequiredService<LocalMembership>());
    }

    private static bool IsClustered(IServiceProvider provider) => provider.GetService<IMembershipTable>() is not null;

    private static MembershipAgent CreateAgent(IServiceProvider provider) => new(
        provider.GetRequiredService<IMembershipTable>(),
        provider.GetRequiredService<MembershipPublisher>(),
        provider.GetRequiredService<ILocalSiloDetails>(),
        provider.GetRequiredService<IOptions<ClusterMembershipOptions>>(),
        provider.GetRequiredService<ISiloProber>(),
        provider.GetRequiredService<IMembershipGossip>(),
        provider.GetRequiredService<IFatalErrorHandler>(),
        provider.GetRequiredService<EngineClock>().Membership,
        new Random((int)provider.GetRequiredService<IIdSource>().NextCorrelationId()),
        provider.GetRequiredService<ILogger<MembershipAgent>>());
}
