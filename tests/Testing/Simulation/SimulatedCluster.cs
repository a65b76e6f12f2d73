using System.Net;
using System.Runtime.ExceptionServices;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.State;
using Krewe.Runtime.Turns;
using Krewe.Testing.Clusters;
using Krewe.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
    private readonly Random _tables;
    private readonly MemoryGrainStorage _storage = new();
    private int _turnCount;

    private SimulatedCluster(int seed, SimulatedClusterOptions options)
    {
        Seed = seed;
        _options = options;
        Random = new Random(unchecked((seed * 31) + 7));
        _tables = new Random(unchecked((seed * 37) + 11));
        _turns = new SeededTurns(new Random(seed))
        {
            Chosen = queue => Record("turn", queue.Name.ToString()),
            MayRun = static queue => SiloTurns.OwnerOf(queue)?.State != SimulatedMemberState.Paused,
        };
        _driver = new TurnQueue(_turns, null, GrainId.Create("sys.driver", "program"));
        Network = new InMemoryNetwork(Time, new Random(unchecked((seed * 41) + 13))) { Faults = options.Faults, Record = Record, Arrive = Reach };
        Random delays = new(unchecked((seed * 43) + 17));
        Membership = new SharedMembership
        {
            Notify = (silo, tell) => After(options.MaxMembershipDelay * delays.NextDouble(), () => Reach(silo, tell)),
        };
        Directory = new SharedGrainDirectory(Membership) { Before = BeforeTableAsync, Passed = (address, before) => Record("registered", $"{address} after {before}") };
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

    /// <summary>The silos that run.</summary>
    public IReadOnlyList<SimulatedMember> Running => [.. _silos.Where(silo => silo.State == SimulatedMemberState.Running)];

    /// <summary>What is between the silos.</summary>
    public InMemoryNetwork Network { get; }

    /// <summary>Who belongs to the cluster.</summary>
    public SharedMembership Membership { get; }

    internal SharedGrainDirectory Directory { get; }

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
    public GrainAddress? RowOf(GrainId grainId) => Directory.Row(grainId);

    /// <summary>
    /// Says which grain is active twice: two activations that serve, both in the directory once, on silos that the table does not hold for dead.
    /// Null when none is.
    /// </summary>
    public string? FindDouble()
    {
        Dictionary<GrainId, SiloAddress> seen = [];
        foreach (SimulatedMember silo in _silos)
        {
            if (silo.State is SimulatedMemberState.Crashed or SimulatedMemberState.Stopped
                || Membership.Table.GetSiloStatus(silo.Address) == SiloStatus.Dead)
            {
                continue;
            }

            foreach (GrainId grainId in silo.Catalog.ServingRegistered)
            {
                if (!seen.TryAdd(grainId, silo.Address))
                {
                    return $"{grainId} is active on {seen[grainId]} and on {silo.Address}";
                }
            }
        }

        return null;
    }

    /// <summary>Completes when that much virtual time has gone by.</summary>
    public Task Delay(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>Adds a line to the history.</summary>
    public void Record(string kind, string what) => History.Add(Time.Elapsed, kind, what);

    /// <summary>Starts a silo more.</summary>
    public async Task<SimulatedMember> StartSiloAsync()
    {
        SimulatedMember silo = new(this, _silos.Count);
        silo.Services = Build(silo);
        _silos.Add(silo);
        Record("start", silo.Address.ToString());
        await silo.Services.GetRequiredService<Silo>().StartAsync(CancellationToken.None);
        return silo;
    }

    /// <summary>Lets a silo vanish; the others hold it for dead some time later.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="detection">How much later.</param>
    public void Crash(SimulatedMember silo, TimeSpan detection)
    {
        SiloAddress address = silo.Address;
        silo.Crash();
        After(detection, () => Membership.DeclareDead(address));
    }

    internal void Vanished(SimulatedMember silo)
    {
        Network.Disconnect(silo.Address);
        _turns.Drop(queue => SiloTurns.OwnerOf(queue) == silo);
    }

    private void Reach(SiloAddress address, Action action)
    {
        if (_silos.Find(silo => silo.Address == address) is { } silo)
        {
            silo.WhenRunning(action);
        }
    }

    private void After(TimeSpan delay, Action action)
    {
        ITimer? timer = null;
        timer = Time.CreateTimer(_ =>
        {
            timer?.Dispose();
            action();
        }, null, delay, Timeout.InfiniteTimeSpan);
    }

    private async Task BeforeTableAsync(string operation, GrainId grainId)
    {
        Record(operation, grainId.ToString());
        bool fails = _tables.Next(1000) < _options.FailedPerThousand;
        await Task.Delay(_options.MaxTableDelay * _tables.NextDouble(), Time);
        if (fails)
        {
            Record("failed", $"{operation} {grainId}");
            throw new IOException($"The table failed to {operation} {grainId}.");
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

        await Delay(_options.MaxMembershipDelay + TimeSpan.FromSeconds(1));
        await program(this);
    }

    private ServiceProvider Build(SimulatedMember silo)
    {
        ServiceCollection services = new();
        services.AddLogging();
        double rate = 1 + (_options.ClockDrift * ((2 * _tables.NextDouble()) - 1));
        services.AddSingleton<TimeProvider>(new SiloClock(Time, rate, silo));
        services.AddSingleton<ITurnScheduler>(new SiloTurns(_turns, silo));
        services.AddSingleton<IIdSource>(new SeededIds(new Random(unchecked((Seed * 1009) + silo.Number)), silo.Number));
        services.AddSingleton(provider => Membership.Connect(provider.GetRequiredService<ILocalSiloDetails>()));
        services.AddSingleton<IClusterMembershipService>(provider => provider.GetRequiredService<SharedMembershipView>());
        services.AddSingleton<ISiloMembership>(provider => provider.GetRequiredService<SharedMembershipView>());
        services.AddSingleton<IGrainDirectory>(Directory);
        services.AddSingleton<IMessageTransport>(provider => new RecordingTransport(
            Network.Connect(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress, new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>)),
            Record));
        EngineServices.Add(services);
        ClusterServices.Add(services);
        SiloBuilder builder = new(services, new ConfigurationBuilder().Build());
        builder.ConfigureEndpoints(IPAddress.Loopback, 11_111 + silo.Number, 0);
        builder.Configure<SiloOptions>(options => options.SiloName = $"silo-{silo.Number}");
        services.AddGrainStorage("Default", (_, _) => new RecordingStorage(_storage, Record));
        _options.Configure(silo.Number, builder);
        return services.BuildServiceProvider();
    }
}
