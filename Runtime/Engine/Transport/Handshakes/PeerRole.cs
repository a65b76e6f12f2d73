namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>What who connects wants to be.</summary>
internal enum PeerRole : byte
{
    /// <summary>A silo of the cluster.</summary>
    Silo,

    /// <summary>A client that looks for a gateway.</summary>
    Client,
}
