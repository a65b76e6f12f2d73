using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Forecasting;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;
using Orleans;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>
/// The cluster by its grains: the fleet knows the pools, the pools know the rest. No call outlasts the settings' timeout;
/// what was begun then goes on, and may be repeated.
/// </summary>
internal sealed partial class GrainCluster(
    IGrainFactory grains,
    ISiloReader silos,
    ISiloInformation silo,
    AdminSettings settings,
    TimeProvider time) : IClusterReader, IClusterWriter
{
    /// <summary>The pools that the fleet named last, for when it cannot be reached.</summary>
    private ImmutableArray<PoolKey> _knownPools = [];

    private IFleetGrain Fleet => grains.GetGrain<IFleetGrain>(IFleetGrain.Key);

    public async Task<ClusterView> GetStatusAsync(CancellationToken cancellationToken)
    {
        var members = GetSilosAsync(cancellationToken);
        var (pools, problems) = await AskPoolsAsync(cancellationToken);
        return new ClusterView
        {
            Version = silo.Version,
            Engine = silo.Engine,
            Region = silo.Region,
            Silo = silo.Name,
            StartedAt = silo.StartedAt,
            Addresses = silo.Addresses,
            AdminAddresses = silo.AdminAddresses,
            Silos = await members,
            Hosts = pools.AllHosts(),
            Models = pools.AllModels(),
            Migrations = RecentMigrations(pools),
            Problems = problems,
        };
    }

    public async Task<PoolAnswers> GetPoolsAsync(CancellationToken cancellationToken)
    {
        var answers = await AskPoolsAsync(cancellationToken);
        return answers is { Pools.IsEmpty: true, Problems.IsEmpty: false }
            ? throw new KreweException(AdminProblems.Incomplete("what the cluster has", "cluster", answers.Problems, []))
            : answers;
    }

    public async Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        var fleet = await AskFleetAsync(problems, cancellationToken);
        var pools = await Task.WhenAll(_knownPools.Select(pool => AskAsync(() => GetPool(pool).GetSnapshotAsync(), $"pool {pool}", problems, cancellationToken)));
        ImmutableArray<Problem> silent = [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)];
        return pools.All(pool => pool is null) && !silent.IsEmpty
            ? throw new KreweException(AdminProblems.Incomplete("what the cluster has", "cluster", silent, []))
            : new ClusterSnapshot
            {
                Version = ClusterSnapshot.CurrentVersion,
                TakenAt = time.GetUtcNow(),
                Silo = silo.Name,
                Product = silo.Version,
                Fleet = fleet,
                Pools = [.. pools.OfType<PoolSnapshot>()],
                Problems = silent,
            };
    }

    public Task<ImmutableArray<SiloView>> GetSilosAsync(CancellationToken cancellationToken) =>
        WithinAsync(silos.GetSilosAsync(), cancellationToken);

    /// <summary>Every pool of the model's region is asked: a model that is being deleted is known to its pool only.</summary>
    public async Task<ExplainAnswers> ExplainAsync(ModelKey model, CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        _ = await AskFleetAsync(problems, cancellationToken);
        var found = await Task.WhenAll(_knownPools
            .Where(pool => pool.Region == model.Region)
            .Select(pool => AskAsync<ModelExplanation?>(() => GetPool(pool).ExplainAsync(model), $"pool {pool}", problems, cancellationToken)));
        return new ExplainAnswers(
            found.OfType<ModelExplanation>().OrderBy(explanation => explanation.Placement.Removing).FirstOrDefault(),
            [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }

    public Task<ForecastView> GetForecastAsync(ModelKey model, ForecastQuery query, CancellationToken cancellationToken) =>
        WithinAsync(grains.GetGrain<IForecastGrain>(model.ToString()).GetAsync(query), cancellationToken);

    public Task<AssignResult> ApplyAsync(ModelSpec spec, CancellationToken cancellationToken) =>
        WithinAsync(Fleet.ApplyAsync(spec), cancellationToken);

    public Task<bool> DeleteAsync(ModelKey model, CancellationToken cancellationToken) =>
        WithinAsync(Fleet.DeleteAsync(model), cancellationToken);

    public Task<AssignResult?> ScaleAsync(ModelKey model, int replicas, CancellationToken cancellationToken) =>
        WithinAsync(Fleet.ScaleAsync(model, replicas), cancellationToken);

    public Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration, CancellationToken cancellationToken) =>
        WithinAsync(Fleet.OverrideAsync(model, replicas, duration), cancellationToken);

    public async Task<DeviceClearing> ClearDeviceAsync(string host, string device, CancellationToken cancellationToken)
    {
        var known = await FindHostAsync(host, cancellationToken);
        return known.Devices.Any(one => one.Observation.Uuid == device)
            && await WithinAsync(grains.GetGrain<IDeviceGrain>(new DeviceKey(host, device).ToString()).ClearAsync(), cancellationToken) is { } cleared
                ? cleared
                : throw new KreweException(AdminProblems.DeviceUnknown(host, device, known.Devices));
    }

    public async Task<MaintenanceResult> MaintainAsync(MaintenanceOrder order, CancellationToken cancellationToken)
    {
        var host = await FindHostAsync(order.Host, cancellationToken);
        var pools = MaintenancePools.Of(host, order.Device).Select(pool => GetPool(new PoolKey(host.Region, pool))).ToList();
        if (pools.Count > 1 && order.Empty)
        {
            // Nothing is changed when one of them has no room.
            foreach (var pool in pools)
            {
                await WithinAsync(pool.MaintainAsync(order with { Check = true }), cancellationToken);
            }
        }

        var results = new List<MaintenanceResult>();
        foreach (var pool in pools)
        {
            results.Add(await WithinAsync(pool.MaintainAsync(order), cancellationToken));
        }

        return results[0] with { Changed = results.Any(result => result.Changed), Moves = [.. results.SelectMany(result => result.Moves)] };
    }

    private async Task<HostView> FindHostAsync(string host, CancellationToken cancellationToken)
    {
        var answers = await GetPoolsAsync(cancellationToken);
        return answers.Pools.AllHosts().FirstOrDefault(one => one.Host == host)
            ?? throw new KreweException(AdminProblems.HostUnknown(host, answers, await GetSilosAsync(cancellationToken)));
    }

    private async Task<PoolAnswers> AskPoolsAsync(CancellationToken cancellationToken)
    {
        var problems = new ConcurrentQueue<Problem>();
        _ = await AskFleetAsync(problems, cancellationToken);
        var answers = await Task.WhenAll(_knownPools.Select(pool => AskAsync(() => GetPool(pool).GetAsync(), $"pool {pool}", problems, cancellationToken)));
        return new PoolAnswers([.. answers.OfType<PoolView>()], [.. problems.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }

    private async Task<FleetView?> AskFleetAsync(ConcurrentQueue<Problem> problems, CancellationToken cancellationToken)
    {
        var fleet = await AskAsync(() => Fleet.GetAsync(), "the fleet", problems, cancellationToken);
        if (fleet is not null)
        {
            ImmutableInterlocked.InterlockedExchange(ref _knownPools, fleet.Pools);
        }

        return fleet;
    }

    private IPoolGrain GetPool(PoolKey pool) => grains.GetGrain<IPoolGrain>(pool.ToString());

    private Task<T?> AskAsync<T>(Func<Task<T>> question, string who, ConcurrentQueue<Problem> problems, CancellationToken cancellationToken)
        where T : class? =>
        Patiently.AskAsync(question, who, problems, time, cancellationToken);

    private Task<T> WithinAsync<T>(Task<T> call, CancellationToken cancellationToken) =>
        call.WaitAsync(settings.Timeout, time, cancellationToken);
}
