namespace Orleans.Configuration;

/// <summary>How silos connect to each other.</summary>
public sealed class ConnectionOptions
{
    /// <summary>How long a peer is left alone after a connection to it could not be opened; 1 s by default, doubled with each failure in a row, up to ten times as long.</summary>
    public TimeSpan ConnectionRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long opening a connection may take, both handshakes included; 5 s by default.</summary>
    public TimeSpan OpenConnectionTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
