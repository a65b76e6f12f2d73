namespace Orleans;

/// <summary>Is told how a client is connected to its cluster. What it throws is logged.</summary>
public interface IClusterConnectionStatusObserver
{
    /// <summary>The number of gateways that the client is connected to has changed.</summary>
    /// <param name="currentNumberOfGateways">The number now.</param>
    /// <param name="previousNumberOfGateways">The number before.</param>
    /// <param name="connectionRecovered">Whether there was none, and the client had been connected before.</param>
    void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered);

    /// <summary>The client is connected to no gateway any more.</summary>
    void NotifyClusterConnectionLost();
}
