namespace Krewe.Runtime.Transport;

/// <summary>How a silo talks to others over sockets. Sizes of messages stand in <c>SiloMessagingOptions</c>, times of connecting in <c>ConnectionOptions</c>.</summary>
public sealed class TransportOptions
{
    /// <summary>How many requests may wait to be sent to one silo; beyond it they are rejected. 10,000 by default, from 1 to 1,000,000. Responses have twice the room.</summary>
    public int MaxQueuedMessages { get; set; } = 10_000;

    /// <summary>How many bytes may wait to be sent to one silo before requests are rejected. 64 MiB by default, from 4 KiB to 4 GiB. Responses have twice the room.</summary>
    public long MaxQueuedBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>How long who connects may take to say who it is; 5 s by default, from 100 ms to 1 min.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections may be in their handshake at once; further ones are closed. 256 by default, from 1 to 65,536.</summary>
    public int MaxPendingHandshakes { get; set; } = 256;

    /// <summary>TLS with certificates on both sides; null, the default, for none.</summary>
    public TransportTlsOptions? Tls { get; set; }
}
