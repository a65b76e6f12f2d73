using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>Opens connections to gateways.</summary>
internal interface IGatewayConnector
{
    /// <summary>Connects and introduces the client.</summary>
    /// <param name="gateway">Its endpoint; the generation is 0 where it is not known.</param>
    /// <param name="introduction">Who connects.</param>
    /// <param name="owner">Takes what arrives; not before this has returned.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IClientLink> ConnectAsync(SiloAddress gateway, ClientIntroduction introduction, IClientLinkOwner owner, CancellationToken cancellationToken);
}
