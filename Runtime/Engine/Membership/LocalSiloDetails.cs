using System.Net;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>This silo's identity: its endpoint and the second in which it was made.</summary>
internal sealed class LocalSiloDetails : ILocalSiloDetails
{
    private static readonly DateTimeOffset GenerationZero = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public LocalSiloDetails(
        IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints, EngineClock clock, IIdSource ids)
    {
        var generation = (int)(clock.Membership.GetUtcNow() - GenerationZero).TotalSeconds;
        Name = silo.Value.SiloName is { Length: > 0 } name ? name : $"Silo_{ids.NextId().ToString("N")[..5]}";
        ClusterId = cluster.Value.ClusterId;
        SiloAddress = SiloAddress.New(endpoints.Value.AdvertisedIPAddress, endpoints.Value.SiloPort, generation);
        GatewayAddress = SiloAddress.New(new IPEndPoint(endpoints.Value.AdvertisedIPAddress, endpoints.Value.GatewayPort), generation);
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName => Environment.MachineName;

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress { get; }
}
