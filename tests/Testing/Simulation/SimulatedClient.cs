using Krewe.Runtime.Clients;
using Krewe.Runtime.Turns;
using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>A client of a <see cref="SimulatedCluster"/>, outside of its silos: its calls go through gateways.</summary>
public sealed class SimulatedClient
{
    private readonly SimulatedCluster _cluster;
    private readonly TurnQueue _life;
    private readonly HashSet<SiloAddress> _cuts = []; // addresses of gateways

    internal SimulatedClient(SimulatedCluster cluster, string name, ITurnScheduler turns)
    {
        _cluster = cluster;
        Name = name;
        _life = new TurnQueue(turns, GrainId.Create("sys.life", name));
    }

    /// <summary>What the history calls it: "client-2".</summary>
    public string Name { get; }

    /// <summary>Makes references to grains; calls begin at this client.</summary>
    public IClusterClient Grains => Services.GetRequiredService<IClusterClient>();

    /// <summary>How many gateways it is connected to.</summary>
    public int Gateways => Pool.ConnectedCount;

    /// <summary>Its services.</summary>
    public IServiceProvider Services { get; internal set; } = null!;

    private GatewayPool Pool => Services.GetRequiredService<GatewayPool>();

    /// <summary>Takes its leave of all gateways.</summary>
    public Task StopAsync()
    {
        _cluster.Record("stop", Name);
        return RunAsync(client => client.StopAsync(CancellationToken.None));
    }

    /// <summary>Lets nothing pass between it and a silo until it is healed. What is sent meanwhile waits, as it does on a connection.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="toClient">Whether what the silo sends is held up.</param>
    /// <param name="toSilo">Whether what the client sends is held up.</param>
    public void Cut(SimulatedMember silo, bool toClient = true, bool toSilo = true)
    {
        _cluster.Record("cut", $"{Name} and {Known(silo).Name}{(toClient && toSilo ? "" : ", one way")}");
        _cuts.Add(silo.GatewayAddress);
        foreach (InMemoryClientLink link in LinksTo(silo))
        {
            link.Cut(here: toSilo, there: toClient);
        }
    }

    /// <summary>Lets pass what waits.</summary>
    /// <param name="silo">The silo.</param>
    public void Heal(SimulatedMember silo)
    {
        if (_cuts.Remove(Known(silo).GatewayAddress))
        {
            _cluster.Record("heal", $"{Name} and {silo.Name}");
            InMemoryClientLink[] links = LinksTo(silo);
            _cluster.Outside(() => Array.ForEach(links, link => link.Heal()));
        }
    }

    /// <summary>Breaks its connection to a silo; what is on the way is lost. Who does not see it finds out by the silence.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="clientSees">Whether the client sees it.</param>
    /// <param name="siloSees">Whether the silo sees it.</param>
    public void Break(SimulatedMember silo, bool clientSees = true, bool siloSees = true)
    {
        _cluster.Record("break", $"the connection of {Name} and {Known(silo).Name}, seen by {(clientSees, siloSees)}");
        foreach (InMemoryClientLink link in LinksTo(silo))
        {
            link.Break(tellsHere: siloSees, tellsThere: clientSees);
        }
    }

    internal bool IsCutFrom(SiloAddress gateway) => _cuts.Contains(gateway);

    internal Task StartAsync() => RunAsync(client => client.StartAsync(CancellationToken.None));

    private static SimulatedMember Known(SimulatedMember silo) => silo ?? throw new ArgumentNullException(nameof(silo));

    private InMemoryClientLink[] LinksTo(SimulatedMember silo) => [.. _cluster.Network.Gateway(silo.GatewayAddress)?.LinksOf(Pool.Client) ?? []];

    private Task RunAsync(Func<OutsideClient, Task> work) => Task.Factory.StartNew(
        () => work(Services.GetRequiredService<OutsideClient>()), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _life).Unwrap();
}
