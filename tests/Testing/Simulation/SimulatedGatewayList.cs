using Krewe.Testing.Clusters;
using Orleans.Messaging;

namespace Krewe.Testing.Simulation;

/// <summary>A simulated client's way to the list of gateways, which is the membership table in the database.</summary>
/// <param name="list">What the table says.</param>
/// <param name="database">Where it is.</param>
/// <param name="client">What the history calls the client.</param>
internal sealed class SimulatedGatewayList(InMemoryGatewayList list, SimulatedDatabase database, string client) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => list.MaxStaleness;

    public bool IsUpdatable => list.IsUpdatable;

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default) => database.PerformAsync(
        client, static () => false, static answer => answer(), SimulatedTables.Membership, "list the gateways", () => list.GetGatewaysAsync(cancellationToken).Result);
}
