using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>Makes clusters of several silos in this process, on the thread pool, with a network in memory that serializes.</summary>
/// <param name="initialSilosCount">How many silos are started at first.</param>
public sealed class InProcessTestClusterBuilder(short initialSilosCount)
{
    private readonly List<Action<IHostApplicationBuilder>> _hosts = [];
    private readonly List<Action<InProcessTestSiloSpecificOptions, ISiloBuilder>> _silos = [];
    private readonly List<Action<IHostApplicationBuilder>> _clientHosts = [];
    private readonly List<Action<IClientBuilder>> _clients = [];

    /// <summary>Two silos.</summary>
    public InProcessTestClusterBuilder()
        : this(2)
    {
    }

    /// <summary>How.</summary>
    public InProcessTestClusterOptions Options { get; } = new() { InitialSilosCount = initialSilosCount };

    /// <summary>Configures the hosts of silos and client.</summary>
    /// <param name="configureDelegate">Configures it.</param>
    public InProcessTestClusterBuilder ConfigureHost(Action<IHostApplicationBuilder> configureDelegate)
    {
        _hosts.Add(configureDelegate);
        return this;
    }

    /// <summary>Configures each silo.</summary>
    /// <param name="configureSiloDelegate">Configures it.</param>
    public InProcessTestClusterBuilder ConfigureSilo(Action<InProcessTestSiloSpecificOptions, ISiloBuilder> configureSiloDelegate)
    {
        _silos.Add(configureSiloDelegate);
        return this;
    }

    /// <summary>Configures the client.</summary>
    /// <param name="configureClientDelegate">Configures it.</param>
    public InProcessTestClusterBuilder ConfigureClient(Action<IClientBuilder> configureClientDelegate)
    {
        _clients.Add(configureClientDelegate);
        return this;
    }

    /// <summary>Configures the client's host.</summary>
    /// <param name="configureHostDelegate">Configures it.</param>
    public InProcessTestClusterBuilder ConfigureClientHost(Action<IHostApplicationBuilder> configureHostDelegate)
    {
        _clientHosts.Add(configureHostDelegate);
        return this;
    }

    /// <summary>Makes the cluster; it is not started yet.</summary>
    public InProcessTestCluster Build() => new(Options, [.. _hosts], [.. _silos], [.. _hosts, .. _clientHosts], [.. _clients]);
}
