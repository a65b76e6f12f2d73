using System.Collections.Concurrent;
using Krewe.Runtime.Clients;
using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>What stands for a silo's port for clients.</summary>
/// <param name="network">The network.</param>
/// <param name="address">Under which clients know it.</param>
/// <param name="connect">Takes clients.</param>
/// <param name="references">Makes the references in what clients send.</param>
/// <param name="time">The silo's clock.</param>
internal sealed class InMemoryGateway(
    InMemoryNetwork network, SiloAddress address, Func<ClientIntroduction, IClientLink, IClientLinkOwner> connect, Lazy<IGrainCallSender> references,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<InMemoryClientLink, bool> _links = new();

    public SiloAddress Address => address;

    /// <summary>How what clients send reaches the silo.</summary>
    public Action<Action> Arrive { get; set; } = static take => take();

    public IClientLink Connect(ClientIntroduction introduction, IClientLinkOwner owner, Lazy<IGrainCallSender> clientReferences, TimeProvider clientTime)
    {
        InMemoryClientLink client = new(network, clientReferences, clientTime);
        InMemoryClientLink own = new(network, references, time) { Arrive = take => Arrive(take) };
        client.Join(own);
        client.Own(owner);
        _links[own] = true;
        own.Own(connect(introduction, own));
        return client;
    }

    public void Vanish()
    {
        foreach (InMemoryClientLink link in _links.Keys)
        {
            link.Vanish();
        }
    }
}
