namespace Orleans.Messaging;

/// <summary>Where clients learn of the cluster's gateways.</summary>
public interface IGatewayListProvider
{
    /// <summary>How old the list may be.</summary>
    TimeSpan MaxStaleness { get; }

    /// <summary>Whether the list changes with the cluster.</summary>
    bool IsUpdatable { get; }

    /// <summary>Makes the provider ready for use.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default);

    /// <summary>The gateways, as <c>gwy.tcp://ip:port/generation</c>.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="InitializeGatewayListProviderAsync"/>
    [Obsolete("Use InitializeGatewayListProviderAsync.")]
    Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync();

    /// <inheritdoc cref="GetGatewaysAsync"/>
    [Obsolete("Use GetGatewaysAsync.")]
    Task<IList<Uri>> GetGateways() => GetGatewaysAsync();
}
