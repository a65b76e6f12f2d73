using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Forecasting;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Silo.Admin.Cluster;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Admin;

/// <summary>The sample cluster behind the endpoints; remembers what was written and can fail.</summary>
internal sealed class FakeCluster : IClusterReader, IClusterWriter
{
    public List<ModelSpec> Applied { get; } = [];

    public List<ModelKey> Deleted { get; } = [];

    /// <summary>The host of the status.</summary>
    public HostView Host { get; set; } = SampleCluster.Host;

    /// <summary>Pools that do not answer, beside the one that does.</summary>
    public ImmutableArray<Problem> Silent { get; set; } = [];

    /// <summary>What every call throws; null for none.</summary>
    public Exception? Failure { get; set; }

    public Task<ClusterView> GetStatusAsync(CancellationToken cancellationToken) => Answer(new ClusterView
    {
        Version = "0.1.0",
        Engine = "test",
        Region = "local",
        Silo = "alpha",
        StartedAt = SampleCluster.Start,
        Addresses = ["http://127.0.0.1:8080"],
        AdminAddresses = ["http://127.0.0.1:8080"],
        Silos = [SampleCluster.Silo],
        Hosts = [Host],
        Models = ImmutableArray.Create(SampleCluster.Pool).AllModels(),
    });

    public Task<PoolAnswers> GetPoolsAsync(CancellationToken cancellationToken) => Answer(new PoolAnswers([SampleCluster.Pool], Silent));

    public Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken) => Answer(new ClusterSnapshot
    {
        Version = ClusterSnapshot.CurrentVersion,
        TakenAt = SampleCluster.Start,
        Silo = "alpha",
        Product = "0.1.0",
        Pools =
        [
            new PoolSnapshot
            {
                Pool = SampleCluster.Pool.Key,
                At = SampleCluster.Start,
                Weights = new SnapshotWeights { Tightness = 1, Alignment = 1, ScoresKept = 5 },
                Hosts = [SampleCluster.Host],
                Models = [new SnapshotModel { Model = SampleCluster.Digits, Spec = SampleCluster.Spec("digits"), Generation = 1, Revision = 1 }],
                Replicas = [new SnapshotReplica { Lease = SampleCluster.Lease, Revision = 1, Spec = SampleCluster.Spec("digits"), Phase = ReplicaPhase.Ready }],
                LastEpoch = 7,
            },
        ],
        Problems = Silent,
    });

    public Task<ImmutableArray<SiloView>> GetSilosAsync(CancellationToken cancellationToken) => Answer(ImmutableArray.Create(SampleCluster.Silo));

    public Task<ExplainAnswers> ExplainAsync(ModelKey model, CancellationToken cancellationToken) =>
        Answer(new ExplainAnswers(SampleCluster.Pool.Models.Where(placement => placement.Model == model)
            .Select(placement => new ModelExplanation { Placement = placement, Summary = "all is well" })
            .FirstOrDefault(), Silent));

    /// <summary>What was asked for last.</summary>
    public ForecastQuery? Forecasted { get; private set; }

    public Task<ForecastView> GetForecastAsync(ModelKey model, ForecastQuery query, CancellationToken cancellationToken)
    {
        Forecasted = query;
        return Answer(new ForecastView
        {
            Model = model,
            From = SampleCluster.Start,
            Known = TimeSpan.FromDays(2),
            LearnedAt = SampleCluster.Start.AddHours(-1),
            Step = TimeSpan.FromMinutes(1),
            History = [.. Enumerable.Range(0, 60).Select(i => new DemandPoint(SampleCluster.Start.AddMinutes(i - 60), i == 30 ? null : 20 + (i % 5)))],
            Forecast = [.. Enumerable.Range(0, 60).Select(i => new ForecastPoint(SampleCluster.Start.AddMinutes(i), 22, 18, 22, 27 + (i / 60.0)))],
            Peak = 28,
        });
    }

    public Task<AssignResult> ApplyAsync(ModelSpec spec, CancellationToken cancellationToken)
    {
        Applied.Add(spec);
        return Answer(new AssignResult
        {
            Change = AssignChange.Created,
            Generation = 3,
            Placement = new PlacementView { Model = spec.GetKey(), Spec = spec, Generation = 3, Wanted = spec.Replicas },
        });
    }

    public Task<AssignResult?> ScaleAsync(ModelKey model, int replicas, CancellationToken cancellationToken) =>
        SampleCluster.Pool.Models.FirstOrDefault(placement => placement.Model == model) is { } known
            ? Answer<AssignResult?>(new AssignResult { Change = AssignChange.Configured, Generation = 9, Placement = known with { Wanted = replicas } })
            : Answer<AssignResult?>(null);

    public List<(int? Replicas, TimeSpan For)> Overridden { get; } = [];

    public Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration, CancellationToken cancellationToken)
    {
        Overridden.Add((replicas, duration));
        return ScaleAsync(model, replicas ?? 1, cancellationToken);
    }

    public List<MaintenanceOrder> Maintained { get; } = [];

    public Task<MaintenanceResult> MaintainAsync(MaintenanceOrder order, CancellationToken cancellationToken)
    {
        Maintained.Add(order);
        return Answer(new MaintenanceResult { Host = order.Host, Device = order.Device, State = order.Empty ? "draining" : "active", Changed = true });
    }

    public List<string> Cleared { get; } = [];

    public Task<DeviceClearing> ClearDeviceAsync(string host, string device, CancellationToken cancellationToken)
    {
        Cleared.Add($"{host}/{device}");
        return Answer(new DeviceClearing { Host = host, Device = device, Cleared = ["XID 48: double bit ECC error"] });
    }

    public List<MigrationOrder> Migrated { get; } = [];

    public Task<Migration> MigrateAsync(MigrationOrder order, CancellationToken cancellationToken)
    {
        Migrated.Add(order);
        return Answer(new Migration { Id = "m1", Pool = SampleCluster.Pool.Key, Cause = MigrationCause.Operator, BegunAt = SampleCluster.Start });
    }

    public Task<Migration?> TakeBackAsync(PoolKey pool, string migration, CancellationToken cancellationToken) => Answer<Migration?>(
        migration == "m1" ? new Migration { Id = "m1", Pool = pool, Cause = MigrationCause.Operator, BegunAt = SampleCluster.Start, Status = MigrationStatus.RollingBack } : null);

    public Task<bool> DeleteAsync(ModelKey model, CancellationToken cancellationToken)
    {
        Deleted.Add(model);
        return Answer(SampleCluster.Pool.Models.Any(placement => placement.Model == model));
    }

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
