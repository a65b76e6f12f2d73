using System.Net;

namespace Orleans.Configuration;

/// <summary>Where the silo listens.</summary>
public sealed class EndpointOptions
{
    /// <summary>The address that others are told.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port for other silos; 11111 by default.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for clients; 0 for none; 30000 by default.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Where to listen for silos; the advertised address when null.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Where to listen for clients; the advertised address when null.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
