extern alias silo;

using System.Collections.Immutable;
using Krewe.Grains.Placement;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Specs;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Krewe.Bench.HotModel;

/// <summary>Three silos in this process with one model; the benchmark is its pool, its replicas and its fronts. Between silos messages take their wire form.</summary>
internal sealed class HotModelCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly IGrainFactory[] _fronts;
    private long _generation;

    private HotModelCluster(InProcessTestCluster cluster)
    {
        _cluster = cluster;
        _fronts = [.. cluster.Silos.Select(one => one.ServiceProvider.GetRequiredService<IGrainFactory>())];
    }

    public static ModelKey Model { get; } = new("default", "hot", "local");

    public static async Task<HotModelCluster> StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(HotModelSettings.Silos);
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, one) =>
        {
            one.Services.AddSingleton<IHostSilos, NoHosts>();
            one.Services.AddGrainStorage("krewe", (_, _) => new NoStorage());
            one.Services.AddPlacementDirector<RegionPlacement, RegionPlacementDirector>();
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new HotModelCluster(cluster);
    }

    public IModelGrain Shard(int front, int shard) => _fronts[front % _fronts.Length].GetGrain<IModelGrain>((Model with { Shard = shard }).ToString());

    /// <summary>Splits the queue into so many and waits until each has slots.</summary>
    public async Task ConfigureAsync(int shards, int slots)
    {
        var root = Shard(0, 0);
        var spec = new ModelSpec
        {
            Name = Model.Model,
            Replicas = HotModelSettings.Replicas,
            Concurrency = slots,
            Queue = new QueueSpec { MaxRequests = 100_000, Shards = shards },
            Backend = new BackendSpec { Command = "/bin/true" },
        };
        ImmutableArray<ReplicaId> replicas = [.. Enumerable.Range(0, HotModelSettings.Replicas).Select(number => new ReplicaId(Model, number))];
        await root.ConfigureAsync(new ModelConfiguration { Spec = spec, Generation = ++_generation, Replicas = replicas });
        foreach (var replica in replicas)
        {
            await root.ReportReplicaAsync(new ReplicaReport { Replica = replica, Epoch = _generation, Incarnation = 1, Ready = true, Slots = slots, Version = "1" });
        }

        for (var shard = 0; shard < shards; shard++)
        {
            for (var tries = 0; ; tries++)
            {
                var decision = await Shard(0, shard).SubmitAsync(NewTicket($"warm-{_generation}-{shard}-{tries}", ServiceClass.Standard), CancellationToken.None);
                if (decision.Verdict == TicketVerdict.Granted)
                {
                    await Shard(0, shard).CompleteAsync(Done(decision.Grant!, TimeSpan.FromMilliseconds(1)));
                    break;
                }

                if (tries == 100)
                {
                    throw new InvalidOperationException($"Shard {shard} of {shards} grants nothing: {decision}");
                }

                await Task.Delay(20);
            }
        }
    }

    public static Ticket NewTicket(string id, ServiceClass rank) =>
        new() { Id = id, Tenant = "default", Class = rank, Budget = TimeSpan.FromSeconds(30), Bytes = 100, Generation = long.MaxValue };

    public static ExecutionReport Done(Grant grant, TimeSpan serviceTime) => new()
    {
        TicketId = grant.TicketId, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = ExecutionOutcome.Completed, ServiceTime = serviceTime,
    };

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    /// <summary>All silos are in the one region.</summary>
    private sealed class NoHosts : IHostSilos
    {
        public ImmutableArray<string> Hosts => [];

        public TimeSpan Uptime => TimeSpan.FromHours(1);

        public bool IsHere(string host) => false;

        public SiloAddress? Find(string host) => null;

        public bool IsGone(string host) => false;

        public string? RegionOf(SiloAddress silo) => Model.Region;
    }

    /// <summary>Nothing of this is read again.</summary>
    private sealed class NoStorage : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
