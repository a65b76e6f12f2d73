using System.Net;
using System.Runtime.ExceptionServices;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Turns;
using Krewe.Testing.Clusters;
using Krewe.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Krewe.Testing.Simulation;

/// <summary>
/// Several silos on one thread in virtual time, with a network, a membership table, a directory and a storage between them. The order of turns over
/// all silos, the times of messages and the silos' clocks are seeded choices; the same seed gives the same history in any process.
/// </summary>
public sealed class SimulatedCluster
{
    private readonly SeededTurns _turns;
    private readonly TurnQueue _driver;
    private readonly SimulatedClusterOptions _options;
    private readonly List<SimulatedMember> _silos = [];
    private readonly List<SimulatedMachine> _machines = [];
    private readonly Random _chance;
    private readonly SimulatedMembership _membership;
    private readonly GrainDirectoryTable _directory;
    private readonly SimulatedStorage _storage;
    private readonly FenceLog _fence;
    private readonly SimulatedClients _clients;
    private int _turnCount;
    private GrainId _turnOf;

    private SimulatedCluster(int seed, SimulatedClusterOptions options)
    {
        Seed = seed;
        _options = options;
        Random = new Random(unchecked((seed * 31) + 7));
        _chance = new Random(unchecked((seed * 37) + 11));
        _turns = new SeededTurns(new Random(seed))
        {
            Chosen = queue =>
            {
                _turnOf = queue.Name;
                Record("turn", queue.Name.ToString());
            },
            MayRun = static queue => SiloTurns.OwnerOf(queue)?.State != SimulatedMemberState.Paused,
        };
        Time.Touched = () => _turns.Strays("A timer");
        _driver = new TurnQueue(_turns, GrainId.Create("sys.driver", "program"));
        Network = new InMemoryNetwork(Time, new Random(unchecked((seed * 41) + 13)))
        {
            Faults = options.Faults,
            DoublesSome = options.Sabotage.HasFlag(Sabotage.DoubledMessages),
            Record = Record,
            Arrive = Reach,
            GivesBackSent = options.Sabotage.HasFlag(Sabotage.ResentCalls),
            Passes = (message, isClient) => _clients!.Note(message, isClient),
        };
        Database = new SimulatedDatabase(Time, new Random(unchecked((seed * 43) + 17)), Record) { Faults = options.Tables };
        _clients = new SimulatedClients(this, _turns, options, () => SomeMachine(_clients!.Count));
        _membership = new SimulatedMembership(options.Sabotage, Record);
        _directory = new GrainDirectoryTable(_membership.StatusOf)
        {
            Compares = !options.Sabotage.HasFlag(Sabotage.DirectoryWithoutCompare),
            Passed = Registered,
        };
        _fence = new FenceLog(options.StorageRefusesTheDead);
        _storage = new SimulatedStorage(options.Sabotage, _fence, silo => options.StorageRefusesTheDead && _membership.StatusOf(silo) == SiloStatus.Dead);
    }

    /// <summary>What everything is chosen by.</summary>
    public int Seed { get; }

    /// <summary>The clock of the program; those of the silos run a little apart from it.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>For choices of the program itself.</summary>
    public Random Random { get; }

    /// <summary>What happened so far.</summary>
    public History History { get; } = new();

    /// <summary>All silos that were ever started.</summary>
    public IReadOnlyList<SimulatedMember> Silos => _silos;

    /// <summary>The silos that have started and run.</summary>
    public IReadOnlyList<SimulatedMember> Running => [.. _silos.Where(silo => silo.Serves)];

    /// <summary>What is between the silos.</summary>
    public InMemoryNetwork Network { get; }

    /// <summary>Where membership, grain directory and stored state are.</summary>
    public SimulatedDatabase Database { get; }

    /// <summary>Runs a program against a cluster.</summary>
    /// <param name="seed">Chooses the order of turns and everything else.</param>
    /// <param name="program">Runs as turns of its own. What it throws is thrown here.</param>
    /// <param name="options">How.</param>
    /// <returns>What happened.</returns>
    public static History Run(int seed, Func<SimulatedCluster, Task> program, SimulatedClusterOptions? options = null)
    {
        History? history = null;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                SimulatedCluster cluster = new(seed, options ?? new SimulatedClusterOptions());
                history = cluster.History;
                cluster.RunToEnd(program);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.UnsafeStart(); // without the caller's execution context
        thread.Join();
        if (failure is not null)
        {
            failure.Data["history"] = history;
            ExceptionDispatchInfo.Throw(failure);
        }

        return history!;
    }

    /// <summary>What the directory holds for a grain, or null.</summary>
    public GrainAddress? RowOf(GrainId grainId) => _directory.Row(grainId);

    /// <summary>What the membership table says of a silo.</summary>
    /// <param name="silo">Its address.</param>
    public SiloStatus StatusOf(SiloAddress silo) => _membership.StatusOf(silo);

    /// <summary>
    /// What is wrong now, of the things that hold in every cluster at every instant; null when nothing is. The fence of stored state holds
    /// (<see cref="FenceLog"/>); no grain has two activations that serve, both once in the directory, on silos that the membership table does not
    /// hold for dead; a silo that has read that it is dead has ended; no silo's state and no version in the membership table goes back; no client
    /// hands a call to two connections.
    /// </summary>
    public string? FindViolation() => _fence.Broken ?? _membership.Broken ?? _clients.Broken ?? FindUndead() ?? FindDouble();

    /// <summary>Completes when that much virtual time has gone by.</summary>
    public Task Delay(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>Adds a line to the history.</summary>
    public void Record(string kind, string what) => History.Add(Time.Elapsed, kind, what);

    /// <summary>Starts a silo more, on a machine of its own.</summary>
    /// <exception cref="OrleansException">It could not join, or ended while it started.</exception>
    public Task<SimulatedMember> StartSiloAsync()
    {
        SimulatedMachine machine = SomeMachine(_machines.Count);
        _machines.Add(machine);
        return StartAsync(machine);
    }

    /// <summary>Starts a client outside of the silos, which are gateways by <see cref="SimulatedClusterOptions.Gateways"/>.</summary>
    /// <exception cref="OrleansException">No gateway could be connected.</exception>
    public Task<SimulatedClient> StartClientAsync() => _clients.StartAsync();

    /// <summary>Starts a silo again that is gone, as a new life on the same machine; at least a second later, so that its generation is another.</summary>
    /// <param name="silo">The silo that is gone.</param>
    /// <exception cref="OrleansException">It could not join, or ended while it started.</exception>
    public async Task<SimulatedMember> RestartAsync(SimulatedMember silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        await Delay(TimeSpan.FromSeconds(1.1));
        return await StartAsync(silo.Machine);
    }

    internal void Vanished(SimulatedMember silo)
    {
        _ = Network.Disconnect(silo.Address);
        _turns.Drop(queue => SiloTurns.OwnerOf(queue) == silo);
    }

    /// <summary>Runs something at this instant and in nobody's turn: what continues without a scheduler is inlined there, and goes to the thread pool in a turn.</summary>
    internal void Outside(Action action)
    {
        ITimer? timer = null;
        timer = Time.CreateTimer(_ =>
        {
            timer?.Dispose();
            action();
        }, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    internal void Shuffle(Action[] actions) => _chance.Shuffle(actions);

    private async Task<SimulatedMember> StartAsync(SimulatedMachine machine)
    {
        int life = 1 + _silos.Count(known => known.Machine == machine);
        SimulatedMember silo = new(this, machine, life, one => new SiloTurns(_turns, one));
        silo.Run(Build(silo));
        _silos.Add(silo);
        Record("start", $"{silo.Name} is {silo.Address}");
        await silo.StartAsync();
        Record("started", silo.Name);
        return silo;
    }

    private SimulatedMachine SomeMachine(int number) => new(number, 1 + (_options.ClockDrift * Signed()), _options.ClockOffset * Signed());

    private double Signed() => (2 * _chance.NextDouble()) - 1;

    private void Registered(GrainAddress address, GrainAddress? before)
    {
        _fence.Registered(address);
        Record("registered", $"{address} after {before}");
    }

    private string? FindUndead() => _silos.Find(silo =>
            silo.State == SimulatedMemberState.Running && silo.SawOwnDeath is { } saw && Time.Elapsed - saw > TimeSpan.FromMilliseconds(100)) is { } undead
        ? $"{undead.Name} ({undead.Address}) has read in the membership table that it is dead, and runs on"
        : null;

    /// <summary>Only the grain that had the last turn: nothing else makes an activation serve.</summary>
    private string? FindDouble()
    {
        SimulatedMember? seen = null;
        foreach (SimulatedMember silo in _silos)
        {
            if (!silo.IsGone && silo.Catalog.Find(_turnOf) is { IsServingRegistered: true } && StatusOf(silo.Address) != SiloStatus.Dead)
            {
                if (seen is not null)
                {
                    return $"{_turnOf} is active on {seen.Name} and on {silo.Name}";
                }

                seen = silo;
            }
        }

        return null;
    }

    private void Reach(SiloAddress address, Action action)
    {
        if (_silos.Find(silo => silo.Address == address) is { } silo)
        {
            silo.WhenRunning(action);
        }
    }

    private void RunToEnd(Func<SimulatedCluster, Task> program)
    {
        Task ended = Task.Factory.StartNew(() => DriveAsync(program), CancellationToken.None, TaskCreationOptions.None, _driver).Unwrap();
        DateTimeOffset limit = Time.Start + _options.TimeLimit;
        while (!ended.IsCompleted)
        {
            if (_turns.RunOne())
            {
                if (++_turnCount > _options.TurnLimit)
                {
                    throw new TimeoutException($"Seed {Seed}: the program did not end within {_options.TurnLimit} turns.");
                }
            }
            else if (Time.FireNext(limit))
            {
                Record("time", string.Empty);
            }
            else
            {
                throw new TimeoutException($"Seed {Seed}: the program did not end within {_options.TimeLimit} of virtual time, or waits for something that nobody does.");
            }

            if (FindViolation() is { } violation)
            {
                throw new InvalidOperationException($"Seed {Seed}: {violation}.");
            }

            _options.Invariant(this);
        }

        ended.GetAwaiter().GetResult();
    }

    private async Task DriveAsync(Func<SimulatedCluster, Task> program)
    {
        for (int number = 0; number < _options.Silos; number++)
        {
            await StartSiloAsync();
        }

        await Delay(TimeSpan.FromSeconds(2));
        await program(this);
    }

    private ServiceProvider Build(SimulatedMember silo)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new SiloClock(Time, silo.Machine, silo.WhenRunning));
        services.AddSingleton(silo.Turns);
        services.AddSingleton<IIdSource>(new SeededIds(new Random(unchecked((Seed * 1009) + _silos.Count)), _silos.Count));
        services.AddSingleton<IMembershipTable>(new SimulatedMembershipTable(_membership, Database, silo));
        services.AddSingleton<IFatalErrorHandler>(new SimulatedProcessEnd(silo));
        services.AddSingleton<IGrainDirectory>(new SimulatedGrainDirectory(_directory, Database, silo));
        services.AddSingleton<IMessageTransport>(provider => new RecordingTransport(
            Network.Connect(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress, new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>),
                provider.GetRequiredService<EngineClock>().Grains),
            Record));
        EngineServices.Add(services);
        ClusterServices.Add(services);
        SiloBuilder builder = new(services, new ConfigurationBuilder().Build());
        builder.ConfigureEndpoints(IPAddress.Loopback, silo.Machine.Port, _options.Gateways ? silo.Machine.GatewayPort : 0);
        builder.Configure<SiloOptions>(options => options.SiloName = silo.Machine.Name);
        builder.Configure<ClusterMembershipOptions>(Tune);
        if (_options.Gateways)
        {
            services.AddSingleton(provider => SimulatedClients.GatewayOf(Network, silo, provider));
        }

        services.AddGrainStorage("Default", (_, _) => new SimulatedGrainStorage(_storage, Database, silo, Record));
        _options.Configure(silo.Number, builder);
        return services.BuildServiceProvider();
    }

    /// <summary>A crash is found within 2.5 s, a change of the table without gossip within 5 s.</summary>
    private static void Tune(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(0.5);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        membership.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(30);
        membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(60);
    }
}
