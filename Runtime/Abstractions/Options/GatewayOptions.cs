namespace Orleans.Configuration;

/// <summary>How a client learns of gateways.</summary>
public class GatewayOptions
{
    /// <summary>How often the list of gateways is read, apart from what gateways tell of changes; 1 min by default; from 1 s to 1 day.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
