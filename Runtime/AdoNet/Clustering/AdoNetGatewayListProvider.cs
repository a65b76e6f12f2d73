using System.Globalization;
using System.Net;
using Krewe.Runtime.AdoNet.Schema;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Clustering;

/// <summary>The gateways of the active silos, from the membership table.</summary>
/// <param name="database">The database.</param>
/// <param name="clusterId">The cluster.</param>
/// <param name="maxStaleness">How long a client may use a list.</param>
internal sealed class AdoNetGatewayListProvider(ClusterDatabase database, string clusterId, TimeSpan maxStaleness) : IGatewayListProvider, IAsyncDisposable
{
    public TimeSpan MaxStaleness => maxStaleness;

    public bool IsUpdatable => true;

    public async Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default)
    {
        await SchemaCheck.RunAsync(database.Source, ClusteringSchema.Version, cancellationToken);
        await database.LoadQueriesAsync(cancellationToken);
    }

    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default)
    {
        List<Uri> gateways = [];
        await using var command = database.Command("GatewaysQueryKey", ("DeploymentId", clusterId), ("Status", (int)SiloStatus.Active));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var endpoint = new IPEndPoint(
                IPAddress.Parse(reader.GetString(reader.GetOrdinal("Address"))), reader.GetInt32(reader.GetOrdinal("ProxyPort")));
            var generation = reader.GetInt32(reader.GetOrdinal("Generation"));
            gateways.Add(new Uri(string.Create(CultureInfo.InvariantCulture, $"gwy.tcp://{endpoint}/{generation}")));
        }

        return gateways;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
