using System.Collections.Immutable;
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
    private ImmutableList<(GrainId Client, InMemoryClientLink Link)> _links = []; // in order: a simulation goes through them

    public SiloAddress Address => address;

    /// <summary>How what clients send reaches the silo.</summary>
    public Action<Action> Arrive { get; set; } = static take => take();

    /// <summary>This side of a client's connections that have not ended.</summary>
    public IEnumerable<InMemoryClientLink> LinksOf(GrainId client) => _links.Where(one => one.Client == client && !one.Link.HasEnded).Select(one => one.Link);

    public IClientLink Connect(ClientIntroduction introduction, IClientLinkOwner owner, Lazy<IGrainCallSender> clientReferences, TimeProvider clientTime)
    {
        InMemoryClientLink client = new(network, clientReferences, clientTime) { IsClient = true };
        InMemoryClientLink own = new(network, references, time) { Arrive = take => Arrive(take) };
        client.Join(own);
        client.Own(owner);
        ImmutableInterlocked.Update(ref _links, links => links.RemoveAll(one => one.Link.HasEnded).Add((introduction.Client, own)));
        own.Own(connect(introduction, own));
        return client;
    }

    /// <summary>The process is gone. Completes when all clients have seen it.</summary>
    public Task VanishAsync()
    {
        ImmutableList<(GrainId Client, InMemoryClientLink Link)> links = _links;
        links.ForEach(static one => one.Link.Vanish());
        return Task.WhenAll(links.Select(static one => one.Link.OtherEnded));
    }
}
