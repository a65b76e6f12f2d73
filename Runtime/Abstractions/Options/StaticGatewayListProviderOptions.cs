namespace Orleans.Configuration;

/// <summary>The gateways of a client that reads no membership table.</summary>
public class StaticGatewayListProviderOptions
{
    /// <summary>As <c>gwy.tcp://ip:port/0</c>; at least one.</summary>
    public List<Uri> Gateways { get; set; } = [];
}
