using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a cluster for tests.</summary>
public sealed class InProcessSiloHandle
{
    internal InProcessSiloHandle(IHost host, int number)
    {
        Host = host;
        Number = number;
        ILocalSiloDetails silo = host.Services.GetRequiredService<ILocalSiloDetails>();
        (SiloAddress, GatewayAddress) = (silo.SiloAddress, silo.GatewayAddress);
    }

    /// <summary>Its identity.</summary>
    public SiloAddress SiloAddress { get; }

    /// <summary>Where clients connect to it; port 0 for nowhere.</summary>
    public SiloAddress GatewayAddress { get; }

    /// <summary>Its name.</summary>
    public string Name => $"Silo_{Number}";

    /// <summary>Its services.</summary>
    public IServiceProvider ServiceProvider => Host.Services;

    /// <summary>Whether it runs.</summary>
    public bool IsActive { get; internal set; } = true;

    internal IHost Host { get; }

    internal int Number { get; }
}
