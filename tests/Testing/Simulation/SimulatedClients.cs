using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Turns;
using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>The clients of a simulation, and what they may never do: hand a call to two connections.</summary>
/// <param name="cluster">Their cluster.</param>
/// <param name="turns">Runs their turns among those of all.</param>
/// <param name="options">How they are configured.</param>
/// <param name="machine">Gives each one a clock.</param>
internal sealed class SimulatedClients(SimulatedCluster cluster, ITurnScheduler turns, SimulatedClusterOptions options, Func<SimulatedMachine> machine)
{
    private readonly HashSet<(GrainId Client, long Call)> _sent = [];

    /// <summary>How many were started.</summary>
    public int Count { get; private set; }

    /// <summary>What was against the rules; null while nothing was.</summary>
    public string? Broken { get; private set; }

    /// <summary>The gateway of a silo. What clients send stays in order, also where the silo stood still.</summary>
    public static ILifecycleParticipant<ISiloLifecycle> GatewayOf(InMemoryNetwork network, SimulatedMember silo, IServiceProvider services)
    {
        Queue<Action> arrived = new();
        ILocalSiloDetails details = services.GetRequiredService<ILocalSiloDetails>();
        InMemoryGateway gateway = new(
            network,
            details.GatewayAddress,
            services.GetRequiredService<ClientGateway>().Connect,
            new Lazy<IGrainCallSender>(services.GetRequiredService<IGrainCallSender>),
            services.GetRequiredService<EngineClock>().Grains)
        {
            Arrive = take =>
            {
                arrived.Enqueue(take);
                silo.WhenRunning(() => arrived.Dequeue()());
            },
        };
        return new InMemoryGatewayParticipant(network, details.SiloAddress, gateway);
    }

    public async Task<SimulatedClient> StartAsync()
    {
        int number = Count;
        SimulatedClient client = new(cluster, $"client-{number}", turns);
        client.Services = Build(client, number, machine());
        Count++;
        cluster.Record("start", client.Name);
        await client.StartAsync();
        cluster.Record("started", client.Name);
        return client;
    }

    /// <summary>A connection has taken a message.</summary>
    public void Note(Message message, bool isClient)
    {
        if (message.Kind is MessageKind.Ping or MessageKind.Pong)
        {
            return;
        }

        cluster.Record("message", $"{(isClient ? "of" : "for")} a client: {RecordingTransport.Describe(message)}");
        if (isClient && message.Kind == MessageKind.Request && !_sent.Add((message.Source, message.CorrelationId)))
        {
            Broken ??= $"a client handed {message} to a second connection";
        }
    }

    private ServiceProvider Build(SimulatedClient client, int number, SimulatedMachine clock)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new SiloClock(cluster.Time, clock, static action => action()));
        services.AddSingleton(turns);
        services.AddSingleton<IIdSource>(new SeededIds(new Random(unchecked((cluster.Seed * 1013) + number)), 1_000 + number));
        services.AddSingleton<IGatewayListProvider>(new SimulatedGatewayList(new InMemoryGatewayList(cluster.StatusOf, Gateways), cluster.Database, client.Name));
        services.AddSingleton<IGatewayConnector>(provider => new SimulatedGatewayConnector(
            cluster.Network, client.IsCutFrom, new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>), provider.GetRequiredService<EngineClock>().Grains));
        options.ConfigureClient(services);
        ClientServices.Add(services);
        return services.BuildServiceProvider();
    }

    private IEnumerable<(SiloAddress Silo, SiloAddress Gateway)> Gateways() => cluster.Silos.Select(silo => (silo.Address, silo.GatewayAddress));
}
