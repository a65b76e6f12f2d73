using Krewe.Runtime.AdoNet.Clustering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Hosting;

/// <summary>Clustering by a relational database.</summary>
public static class AdoNetHostingExtensions
{
    /// <summary>The silo becomes a member of the cluster whose membership table is in that database.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Says which database.</param>
    public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseAdoNetClustering(options => { options.Configure(configureOptions); });
    }

    /// <summary>The silo becomes a member of the cluster whose membership table is in that database.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Says which database.</param>
    public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<OptionsBuilder<AdoNetClusteringSiloOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureOptions);
        configureOptions(builder.Services.AddOptions<AdoNetClusteringSiloOptions>());
        builder.Services.AddSingleton<IMembershipTable>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AdoNetClusteringSiloOptions>>().Value;
            return new AdoNetMembershipTable(
                ClusterDatabase.From(options.Invariant, options.ConnectionString, options.DataSource, "AdoNetClusteringSiloOptions"),
                provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId);
        });
        return builder;
    }

    /// <summary>The client finds gateways in the membership table of that database.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Says which database.</param>
    public static IClientBuilder UseAdoNetClustering(this IClientBuilder builder, Action<AdoNetClusteringClientOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseAdoNetClustering(options => { options.Configure(configureOptions); });
    }

    /// <summary>The client finds gateways in the membership table of that database.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Says which database.</param>
    public static IClientBuilder UseAdoNetClustering(this IClientBuilder builder, Action<OptionsBuilder<AdoNetClusteringClientOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureOptions);
        configureOptions(builder.Services.AddOptions<AdoNetClusteringClientOptions>());
        builder.Services.AddSingleton<IGatewayListProvider>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AdoNetClusteringClientOptions>>().Value;
            return new AdoNetGatewayListProvider(
                ClusterDatabase.From(options.Invariant, options.ConnectionString, options.DataSource, "AdoNetClusteringClientOptions"),
                provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId,
                provider.GetRequiredService<IOptions<GatewayOptions>>().Value.GatewayListRefreshPeriod);
        });
        return builder;
    }
}
