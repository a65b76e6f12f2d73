namespace Krewe.Runtime.Clients.Gateways;

/// <summary>How a client is known at a gateway.</summary>
internal enum ClientPresence
{
    Unknown,

    /// <summary>It lost its connection, and may come back.</summary>
    Away,

    Connected,
}
