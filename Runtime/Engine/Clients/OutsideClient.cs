using Krewe.Runtime.Clients.Gateways;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Runtime.Clients;

/// <summary>A client from start to stop.</summary>
internal sealed partial class OutsideClient(
    GatewayPool gateways, ClientMessages messages, ClientGrainTypes types, IClientConnectionRetryFilter filter, IClusterClient client, ILogger<OutsideClient> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await gateways.StartAsync(filter, cancellationToken);
        try
        {
            types.Take(await client.GetGrain<IGatewayControl>(0).GrainClasses());
        }
        catch (Exception exception)
        {
            Log.NoClasses(logger, exception.Message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await gateways.StopAsync(cancellationToken);
        messages.Stop();
    }

    private static partial class Log
    {
        [LoggerMessage(7252, LogLevel.Warning, "The gateway did not name the grain classes; those of this process are used: {Reason}")]
        public static partial void NoClasses(ILogger logger, string reason);
    }
}
