using Krewe.Runtime.Clients;
using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>A client's way to the gateways of a network in memory.</summary>
internal sealed class InMemoryGatewayConnector(InMemoryNetwork network, Lazy<IGrainCallSender> references, TimeProvider time) : IGatewayConnector
{
    public Task<IClientLink> ConnectAsync(
        SiloAddress gateway, ClientIntroduction introduction, IClientLinkOwner owner, CancellationToken cancellationToken) =>
        network.Gateway(gateway) is { } found
            ? Task.FromResult(found.Connect(introduction, owner, references, time))
            : Task.FromException<IClientLink>(new IOException($"Nobody listens at {gateway}."));
}
