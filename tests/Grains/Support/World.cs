using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Grains.Backends;
using Krewe.Grains.Events;
using Krewe.Grains.Forecasting;
using Krewe.Grains.Hosts;
using Krewe.Grains.Placement;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Scaling;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Krewe.Grains.Tests.Support;

/// <summary>
/// All grains of a machine on a simulated silo, with its disk and its model servers. <see cref="Run"/> is the silo's life; the disk
/// and the model servers are given, so that a test can run a second silo on what the first one left.
/// </summary>
internal sealed class World : IDisposable
{
    private readonly ConcurrentDictionary<GrainId, IGrainContext> _active = [];
    private readonly CancellationTokenSource _ended = new();
    private bool _polling = true;

    private World(SimulatedSilo silo, FaultyStorage storage, FakeBackends backends)
    {
        (Silo, Storage, Backends) = (silo, storage, backends);
        backends.Time = silo.Time;
        backends.Grains = silo.Grains;
    }

    public SimulatedSilo Silo { get; }

    public FaultyStorage Storage { get; }

    public FakeBackends Backends { get; }

    /// <summary>What the silo calls each ten seconds; here the test does.</summary>
    public DemandRounds Demand => Silo.Services.GetRequiredService<DemandRounds>();

    /// <summary>What the silo calls each second; here the test does.</summary>
    public ScalingRounds Scaling => Silo.Services.GetRequiredService<ScalingRounds>();

    /// <summary>What the machine is; each poll tells it.</summary>
    public HostObservation Machine { get; set; } = Samples.Observation();

    /// <summary>What each call must wait for before it is begun; null for nothing.</summary>
    public Func<IIncomingGrainCallContext, Task>? Gate { get; set; }

    /// <summary>Hosts whose poller is not heard.</summary>
    public HashSet<string> SilentHosts { get; } = [];

    public DateTimeOffset Now => Silo.Time.GetUtcNow();

    public IFleetGrain Fleet => Silo.Grains.GetGrain<IFleetGrain>(IFleetGrain.Key);

    public IPoolGrain Pool => PoolOf("default");

    public IHostGrain Host => Silo.Grains.GetGrain<IHostGrain>("h1");

    public IModelGrain Model => Silo.Grains.GetGrain<IModelGrain>(Samples.Digits.ToString());

    public static Testing.Simulation.History Run(Func<World, Task> program, int seed = 1, FaultyStorage? storage = null, FakeBackends? backends = null, TimeSpan? limit = null, FakeHosts? hosts = null, IForecastLearner? learner = null, PoolOptions? pools = null, SearcherAtOnce? searcher = null)
    {
        hosts ??= new FakeHosts();
        storage ??= new FaultyStorage();
        backends ??= new FakeBackends();
        World? world = null;
        return SimulatedSilo.Run(
            seed,
            async silo =>
            {
                world = new World(silo, storage, backends);
                try
                {
                    await program(world);
                }
                finally
                {
                    // A silo ends when nobody waits in it any more: the fronts go first.
                    world._polling = false;
                    world._ended.Cancel();
                    await silo.Delay(TimeSpan.FromMilliseconds(10));
                    world.Dispose();
                }
            },
            new SimulationOptions
            {
                TimeLimit = limit ?? TimeSpan.FromHours(2),
                TurnLimit = 5_000_000,
                Configure = builder =>
                {
                    builder.Services.AddGrainStorage(StateNames.Storage, (_, _) => storage);
                    builder.Services.AddSingleton<IBackendManager>(backends);
                    builder.Services.AddSingleton<IWeightsStore>(backends.Weights);
                    builder.Services.AddSingleton<IHostSilos>(hosts);
                    builder.Services.AddSingleton(hosts.Leases);
                    builder.Services.AddSingleton<DemandTally>().AddSingleton<DemandRounds>().AddSingleton(learner ?? new LearnerAtOnce());
                    builder.Services.AddSingleton<ScaledModels>().AddSingleton<ScalingRounds>();
                    builder.Services.AddSingleton<IPlanSearcher>(searcher ?? new SearcherAtOnce()).AddSingleton(pools ?? new PoolOptions());
                    builder.Services.AddSingleton(_ => new ForecastWorkshop([], Samples.Forecasts));
                    builder.Services.AddSingleton(provider => new EventRing("h1", provider.GetRequiredService<TimeProvider>()));
                    builder.Services.AddSingleton<IEventSink>(provider => provider.GetRequiredService<EventRing>());
                    builder.AddIncomingGrainCallFilter(call =>
                    {
                        if (world is not null)
                        {
                            world._active[call.TargetContext.GrainId] = call.TargetContext;
                        }

                        return world?.Gate is { } gate ? PassAsync(gate, call) : call.Invoke();
                    });
                },
            });
    }

    public void Dispose() => _ended.Dispose();

    public IPoolGrain PoolOf(string name) => Silo.Grains.GetGrain<IPoolGrain>(new PoolKey("local", name).ToString());

    public IReplicaGrain Replica(int number, string model = "digits") => Silo.Grains.GetGrain<IReplicaGrain>(Samples.Replica(number, model).ToString());

    public Task Delay(double seconds) => Silo.Delay(TimeSpan.FromSeconds(seconds));

    /// <summary>One observation of the machine, as the poller makes each second.</summary>
    public async Task PollAsync(string host = "h1", HostObservation? machine = null)
    {
        try
        {
            await Silo.Grains.GetGrain<IHostGrain>(host).ObserveAsync(machine ?? Machine);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Silo.Record("poll", exception.GetType().Name); // the next second polls again
        }
    }

    /// <summary>Polls each second from now on, until the program ends.</summary>
    public async Task StartAsync(string host = "h1", HostObservation? machine = null)
    {
        await PollAsync(host, machine);
        await KnownAsync(host, machine);
        _ = PollForeverAsync(host, machine);
    }

    /// <summary>What was told so far, oldest first.</summary>
    public ImmutableArray<ClusterEvent> Events(string kind = "") =>
        [.. Silo.Services.GetRequiredService<EventRing>().Read(EventFilter.All, null, EventRing.DefaultCapacity).Events.Where(one => kind.Length == 0 || one.Kind == kind)];

    /// <summary>Waits until the host's pool and the fleet have been told of it: in virtual time at once, else soon. It may never be, where grains cannot answer.</summary>
    public async Task KnownAsync(string host, HostObservation? machine = null)
    {
        await Delay(0.05);
        for (var tries = 0; tries < 40 && !await IsKnownAsync(machine ?? Machine, host); tries++)
        {
            await Delay(0.05);
        }
    }

    public void StopPolling() => _polling = false;

    public async Task<PlacementView?> PlacementAsync(string model = "digits") =>
        (await Pool.GetAsync()).Models.FirstOrDefault(placement => placement.Model.Model == model);

    /// <summary>Waits in virtual time until it holds; fails when it does not within that many seconds.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> holds, string what, double seconds = 30)
    {
        var until = Now + Patience.Of(seconds);
        while (!await holds())
        {
            if (Now > until)
            {
                var placement = await PlacementAsync();
                Assert.Fail($"seed {Silo.Seed}: not within {seconds} s: {what}. {placement}; backends: {string.Join(", ", Backends.List())}; leases: {string.Join(", ", (await Host.GetAsync()).Leases)}");
            }

            await Delay(0.05);
        }
    }

    public Task ReadyAsync(int replicas, double seconds = 30, string version = "1") => EventuallyAsync(
        async () => await PlacementAsync() is { } placement && placement.Ready == replicas && placement.Replicas.Length == replicas
            && placement.Replicas.All(replica => replica.Version == version)
            && await Model.GetAsync() is { } model && model.ReadyReplicas == replicas,
        $"{replicas} replicas of version {version} are ready",
        seconds);

    /// <summary>Applies a spec and waits until all its replicas are ready.</summary>
    public async Task ServeAsync(ModelSpec? spec = null)
    {
        spec ??= Samples.Spec();
        await Fleet.ApplyAsync(spec);
        await ReadyAsync(spec.Replicas, version: spec.Version);
    }

    public Task<TicketDecision> SubmitAsync(string id, ServiceClass rank = ServiceClass.Standard, double budgetSeconds = 30, CancellationToken cancellationToken = default) =>
        Model.SubmitAsync(Samples.Ticket(id, rank, budgetSeconds), cancellationToken == CancellationToken.None ? _ended.Token : cancellationToken);

    public async Task<Grant> GrantedAsync(string id)
    {
        var decision = await SubmitAsync(id);
        Assert.True(decision.Verdict == TicketVerdict.Granted, $"{id}: {decision}");
        return decision.Grant!;
    }

    public Task<ExecutionResult> ExecuteAsync(Grant grant) => Silo.Grains.GetGrain<IReplicaGrain>(grant.Replica.ToString()).ExecuteAsync(
        new ExecutionOrder { TicketId = grant.TicketId, Epoch = grant.Epoch, Budget = TimeSpan.FromSeconds(30), Payload = new byte[] { 1 } }, CancellationToken.None);

    public Task CompleteAsync(Grant grant, ExecutionOutcome outcome = ExecutionOutcome.Completed) => Model.CompleteAsync(new ExecutionReport
    {
        TicketId = grant.TicketId,
        Attempt = grant.Attempt,
        Replica = grant.Replica,
        Outcome = outcome,
        ServiceTime = TimeSpan.FromMilliseconds(10),
    });

    /// <summary>Ends the activations that are there: what they did not store is gone.</summary>
    public void Deactivate(Func<GrainId, bool>? which = null)
    {
        foreach (var (_, context) in _active.Where(pair => which?.Invoke(pair.Key) ?? !pair.Key.Type.ToString()!.StartsWith("sys", StringComparison.Ordinal)).OrderBy(pair => pair.Key).ToList())
        {
            context.Deactivate(new DeactivationReason(DeactivationReasonCode.RuntimeRequested, "the test says so"));
        }
    }

    /// <summary>What must hold at every moment: nothing is granted twice, each process has its lease, each replica one process.</summary>
    public async Task CheckAsync()
    {
        Assert.True(Backends.Violations.Count == 0, $"seed {Silo.Seed}: {string.Join("; ", Backends.Violations)}");
        var before = Backends.Running;
        HostView host;
        try
        {
            host = await Host.GetAsync();
        }
        catch (Exception) when (Storage.ReadsFail)
        {
            return; // the ledger cannot be read now
        }

        var running = before.Where(process => process.Runs).ToList();
        Assert.True(
            host.FreeCpuMillicores >= 0 && host.UnleasedMemoryBytes >= 0 || host.CpuMillicores == 0,
            $"seed {Silo.Seed}: overcommitted: {host}");
        Assert.All(running.GroupBy(process => process.Order.Replica), group => Assert.Single(group));
        foreach (var process in running)
        {
            Assert.True(
                host.Leases.Any(lease => lease.Replica == process.Order.Replica && lease.Epoch == process.Order.Lease.Epoch),
                $"seed {Silo.Seed}, {Silo.Time.Elapsed}: the process of {process.Order.Replica} runs under epoch {process.Order.Lease.Epoch} without a lease; leases: {string.Join(", ", host.Leases.Select(lease => $"{lease.Replica} {lease.Epoch}"))}");
        }
    }

    /// <summary>Whether the host has been told of upwards; not when a grain on the way cannot say.</summary>
    private async Task<bool> IsKnownAsync(HostObservation machine, string host)
    {
        var pool = new PoolKey(machine.Region, machine.Pool);
        try
        {
            return (await Fleet.GetAsync()).Pools.Contains(pool) && (await PoolOf(pool.Pool).GetAsync()).Hosts.Any(known => known.Host == host);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static async Task PassAsync(Func<IIncomingGrainCallContext, Task> gate, IIncomingGrainCallContext call)
    {
        await gate(call);
        await call.Invoke();
    }

    private async Task PollForeverAsync(string host, HostObservation? machine)
    {
        while (_polling)
        {
            await Delay(1);
            if (_polling && !SilentHosts.Contains(host))
            {
                await PollAsync(host, machine);
            }
        }
    }
}
