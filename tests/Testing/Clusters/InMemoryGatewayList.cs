using Krewe.Runtime.Clients;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>The gateways of the silos that serve, from the membership table in memory.</summary>
/// <param name="statusOf">The table.</param>
/// <param name="gateways">The gateways of all silos.</param>
internal sealed class InMemoryGatewayList(Func<SiloAddress, SiloStatus> statusOf, Func<IEnumerable<(SiloAddress Silo, SiloAddress Gateway)>> gateways) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.FromMinutes(1);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default) => Task.FromResult<IList<Uri>>(
    [
        .. gateways()
            .Where(one => statusOf(one.Silo) == SiloStatus.Active)
            .Select(one => GatewayAddresses.ToUri(one.Gateway.Endpoint, one.Gateway.Generation)),
    ]);
}
