using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>Gateways that are given; they are tried again and again.</summary>
internal sealed class StaticGatewayListProvider(IOptions<StaticGatewayListProviderOptions> options) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.MaxValue;

    public bool IsUpdatable => false;

    /// <exception cref="OrleansConfigurationException">There is none, or one is not right.</exception>
    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default)
    {
        if (options.Value.Gateways.Count == 0)
        {
            throw new OrleansConfigurationException("KRW7235: StaticGatewayListProviderOptions.Gateways is empty; right is at least one gateway.");
        }

        options.Value.Gateways.ForEach(gateway => GatewayAddresses.Parse(gateway));
        return Task.CompletedTask;
    }

    public Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default) => Task.FromResult<IList<Uri>>(options.Value.Gateways);
}
