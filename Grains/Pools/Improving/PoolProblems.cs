using System.Collections.Immutable;
using Krewe.Grains.Hosts;
using Krewe.Grains.Pools.Planning;
using Krewe.Grains.Pools.Quotas;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Pools;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Improving;

/// <summary>From what a pool decides from to a fleet that is planned as a whole.</summary>
internal static class PoolProblems
{
    /// <summary>What a host is taken to load in a second before any start of a model was measured.</summary>
    private const long BytesPerSecond = 1L << 30;

    /// <summary>The problem of a pool.</summary>
    /// <param name="snapshot">The pool.</param>
    /// <param name="weights">What counts.</param>
    public static PoolProblem From(PoolSnapshot snapshot, ObjectiveWeights weights)
    {
        var classes = snapshot.Hosts.SelectMany(host => host.Devices).Where(device => device.Observation.Accelerator).Select(device => device.Observation.Class)
            .Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        var models = snapshot.Models.Where(model => model.Model().Wanted > 0).ToDictionary(model => model.Model);
        var shapes = models.ToDictionary(pair => pair.Key, pair => ShapeSpeeds.Known(ShapesOf(pair.Value.Spec, classes), pair.Value));
        var hosts = snapshot.Hosts.ToDictionary(host => host.Host, StringComparer.Ordinal);
        var running = ImmutableArray.CreateBuilder<FleetReplica>();
        var (movable, stuck) = (new List<Lease>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var replica in snapshot.Replicas.Where(replica => !replica.Stopping))
        {
            var lease = replica.Lease;
            var key = lease.Replica.Model;
            if (models.TryGetValue(key, out var model) && model.Revision == replica.Revision && Held(hosts, lease) is { } host && ShapeOf(shapes[key], host, lease) is >= 0 and var shape)
            {
                running.Add(new FleetReplica(key.ToString(), "", shape, lease.Host, lease.Devices, lease.Replica.ToString()));
                movable.Add(lease);
            }
            else
            {
                stuck[key.ToString()] = stuck.GetValueOrDefault(key.ToString()) + 1;
            }
        }

        var free = snapshot.Hosts.Select(host => Host(host, [.. movable.Where(lease => lease.Host == host.Host)])).ToImmutableArray();
        var problem = new FleetProblem
        {
            Hosts = free,
            Models =
            [
                .. models.Values.Select(model => Model(model, shapes[model.Model], free, snapshot.Hosts, running, model.Model().Wanted - stuck.GetValueOrDefault(model.Model.ToString())))
                    .Where(model => model.Regions[0].Demand > 0 || running.Any(replica => replica.Model == model.Name)),
            ],
            Quotas = TenantQuotas.ForPlans(snapshot.Quotas, movable, [.. snapshot.Replicas.Select(replica => replica.Lease)]),
            Running = running.ToImmutable(),
            Weights = weights,
        };
        return new PoolProblem(
            problem,
            movable.ToImmutableSortedDictionary(lease => lease.Replica.ToString(), lease => lease, StringComparer.Ordinal),
            stuck.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Seconds until a new replica serves: as the last starts were, before the first one by what it holds.</summary>
    public static double StartSeconds(ModelSpec spec, double? measured) => measured ?? LoadedBytes(spec) / (double)BytesPerSecond;

    /// <summary>All that a replica holds, as if it were all loaded.</summary>
    private static long LoadedBytes(ModelSpec spec) =>
        PlacementRequests.From(spec, new Naming.ReplicaId(spec.GetKey(), 0), []).MemoryBytes + (spec.Resources.Devices.Count * spec.Resources.Devices.MemoryBytes);

    /// <summary>The host of a lease that it tells of as held and in use.</summary>
    private static HostView? Held(Dictionary<string, HostView> hosts, Lease lease) =>
        hosts.TryGetValue(lease.Host, out var host) && host.Leases.Any(held => held.Replica == lease.Replica && held.Epoch == lease.Epoch && !held.Releasing) ? host : null;

    /// <summary>One way to run it for each class that will do.</summary>
    private static ImmutableArray<ModelShape> ShapesOf(ModelSpec spec, ImmutableArray<string> classes)
    {
        var (need, plain) = (spec.Resources.Devices, PlacementRequests.From(spec, new Naming.ReplicaId(spec.GetKey(), 0), []));
        var shape = new ModelShape { CpuMillicores = plain.CpuMillicores, MemoryBytes = plain.MemoryBytes };
        if (need.Count == 0)
        {
            return [shape];
        }

        var devices = shape with { DeviceCount = need.Count, DeviceMemoryBytes = need.MemoryBytes, ComputeThousandths = need.ComputeThousandths };
        ImmutableArray<ModelShape> byClass = [.. classes.Where(of => need.Classes.IsEmpty || need.Classes.Contains(of)).Select(of => devices with { DeviceClass = of })];

        // No device of the pool will do: it stays asked for, and nothing runs it.
        return byClass.IsEmpty ? [devices with { DeviceClass = string.Join(',', need.Classes) }] : byClass;
    }

    /// <summary>Index of the shape that a lease has; -1 where its devices are of several classes.</summary>
    private static int ShapeOf(ImmutableArray<ModelShape> shapes, HostView host, Lease lease)
    {
        var of = lease.Devices.Select(uuid => host.Devices.FirstOrDefault(device => device.Observation.Uuid == uuid)?.Observation.Class).Distinct().ToList();
        return of.Count > 1 ? -1 : shapes.ToList().FindIndex(shape => shape.DeviceClass == (of.Count == 0 ? null : of[0]) && (of.Count == 0 || shape.DeviceCount == lease.Devices.Length));
    }

    private static FleetHost Host(HostView view, ImmutableArray<Lease> own)
    {
        var host = HostCandidates.From(view);
        return new FleetHost
        {
            Name = host.Name,
            Region = host.Region,
            Zone = host.Zone,
            Availability = host.Availability,
            CpuMillicores = Math.Max(0, host.CpuFreeMillicores + own.Sum(lease => (long)lease.CpuMillicores)),
            LoadBytesPerSecond = BytesPerSecond,
            Price = PriceOf(view, own),
            MemoryBytes = Math.Max(0, host.MemoryFreeBytes + own.Sum(lease => lease.MemoryBytes)),
            Devices =
            [
                .. host.Devices.Select(device => new FleetDevice
                {
                    Id = device.Id,
                    DeviceClass = device.DeviceClass,
                    Condition = device.Condition,
                    MemoryBytes = Math.Max(0, device.MemoryFreeBytes) + own.Where(lease => lease.Devices.Contains(device.Id)).Sum(lease => lease.DeviceMemoryBytes),
                    ComputeThousandths = Math.Clamp(device.ComputeFreeThousandths + own.Where(lease => lease.Devices.Contains(device.Id)).Sum(lease => lease.DeviceComputeThousandths), 0, 1_000),
                }),
            ],
        };
    }

    /// <summary>A machine that is used by what no plan of this pool can move is paid for whatever the plan; it may be taken back all the same.</summary>
    private static HostPrice PriceOf(HostView view, ImmutableArray<Lease> own)
    {
        if (view.Cost is not { } cost)
        {
            return HostPrice.Free;
        }

        var paidAnyway = view.Leases.Any(lease => !own.Any(one => one.Replica == lease.Replica && one.Epoch == lease.Epoch));
        return new HostPrice
        {
            Terms = cost.Purchase switch
            {
                PurchaseType.Reserved => PriceTerms.Reserved,
                PurchaseType.Spot => PriceTerms.Spot,
                _ => PriceTerms.OnDemand,
            },
            PerHour = paidAnyway ? 0 : cost.PerHour,
            InterruptionsPerHour = cost.InterruptionsPerHour,
        };
    }

    private static FleetModel Model(SnapshotModel model, ImmutableArray<ModelShape> shapes, ImmutableArray<FleetHost> hosts, ImmutableArray<HostView> views, IEnumerable<FleetReplica> running, int wanted)
    {
        var (spec, name) = (model.Spec, model.Model.ToString());
        var there = running.Where(replica => replica.Model == name).ToList();
        return new FleetModel
        {
            Name = name,
            Tenant = spec.Tenant,
            Class = spec.Class switch
            {
                ServiceClass.Critical => DemandClass.Critical,
                ServiceClass.Batch => DemandClass.Batch,
                _ => DemandClass.Standard,
            },
            Shapes = shapes,
            AllowedRegions = [spec.Region],

            // What is there serves until what replaces it does: a plan never goes below.
            Regions =
            [
                new RegionDemand
                {
                    Demand = ShapeSpeeds.Demand(shapes, [.. there.Select(replica => replica.Shape)], Math.Max(0, wanted)),
                    MinReplicas = Math.Max(0, Math.Min(wanted, there.Count)),
                    MaxReplicas = Math.Max(0, wanted),
                },
            ],
            ObjectiveMilliseconds = ShapeSpeeds.ObjectiveMilliseconds(shapes, model),
            MaxPerHost = EvenShare(shapes, hosts, Math.Max(wanted, there.Count)),

            // Where the weights are not yet they are fetched. Without weights, and before any start was measured, all that a replica holds is taken as loaded.
            FilesBytes = spec.Backend.Weights.IsEmpty && model.StartupSeconds is null ? LoadedBytes(spec) : WarmHosts.BytesOf(spec, views),
            WarmHosts = WarmHosts.Of(spec, views),
            StartSeconds = model.StartupSeconds ?? 0,
        };
    }

    /// <summary>The most on one host when replicas are spread as far as hosts allow: spreading comes before all else in a pool.</summary>
    private static int EvenShare(ImmutableArray<ModelShape> shapes, ImmutableArray<FleetHost> hosts, int replicas)
    {
        var able = hosts.Count(host => host.Availability == Scheduling.Placement.HostAvailability.Active && shapes.Any(shape => CouldHold(host, shape)));
        return able == 0 ? 0 : Math.Max(1, (replicas + able - 1) / able);
    }

    private static bool CouldHold(FleetHost host, ModelShape shape) =>
        host.CpuMillicores >= shape.CpuMillicores && host.MemoryBytes >= shape.MemoryBytes
        && (shape.DeviceClass is not { } of
            || host.Devices.Count(device => device.DeviceClass == of && device.Condition == Scheduling.Placement.DeviceCondition.Healthy
                && device.MemoryBytes >= shape.DeviceMemoryBytes && device.ComputeThousandths >= shape.ComputeThousandths) >= shape.DeviceCount);
}
