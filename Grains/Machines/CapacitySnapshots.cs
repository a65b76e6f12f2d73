using System.Collections.Immutable;
using System.Globalization;
using Krewe.Devices;
using Krewe.Grains.Hosts;
using Krewe.Grains.Pools.Planning;
using Krewe.Grains.Pools.Quotas;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scaling;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Costs.Interruptions;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Specs;

namespace Krewe.Grains.Machines;

/// <summary>Makes of a pool, its machines and what is offered what the planner takes.</summary>
internal static class CapacitySnapshots
{
    /// <summary>What is decided about a model's number of replicas counts for so long.</summary>
    private static readonly TimeSpan ScalingAge = TimeSpan.FromMinutes(1);

    /// <param name="pool">The pool.</param>
    /// <param name="scaling">What was decided last about numbers of replicas.</param>
    /// <param name="state">The machines.</param>
    /// <param name="report">What is offered.</param>
    /// <param name="later">What will be needed when a machine that is ordered now serves, by how long that takes to start in seconds, ascending.</param>
    /// <param name="expected">What was expected until now.</param>
    /// <param name="now">Now.</param>
    public static CapacitySnapshot Of(
        PoolSnapshot pool,
        ImmutableArray<ScalingView> scaling,
        ImmutableArray<(double Start, ImmutableArray<LaterNeed> Needs)> later,
        LaterNeeds expected,
        MachinesState state,
        MachineReport report,
        DateTimeOffset now)
    {
        CapacityNeed NeedOf(SnapshotModel model) => expected.Expect(
            Need(model, pool, scaling, report.Spot, now),
            [.. later.SelectMany(ahead => ahead.Needs.Where(one => one.Model == model.Model && model.Override is null).Take(1).Select(known => (ahead.Start, new LaterReplicas(known.Now, known.Then, known.Most))))],
            now.ToUnixTimeMilliseconds() / 1_000.0);

        var hosts = pool.Hosts.ToDictionary(host => host.Host, StringComparer.Ordinal);
        var ordered = state.Machines.Values.Where(machine => machine.Phase == MachinePhase.Ordered && !hosts.ContainsKey(machine.Name))
            .Select(machine => (Machine: machine, Offer: report.Offers.FirstOrDefault(offer => offer.Group == machine.Group))).Where(pair => pair.Offer is not null);
        return new CapacitySnapshot
        {
            Hosts =
            [
                .. pool.Hosts.Select(host => new CapacityHost(Host(host, state), host.Cost?.Purchase == PurchaseType.Spot || state.Machines.GetValueOrDefault(host.Host)?.Cost.Purchase == PurchaseType.Spot)),
                .. ordered.Select(pair => new CapacityHost(Template(pair.Offer!) with { Name = pair.Machine.Name }, pair.Machine.Cost.Purchase == PurchaseType.Spot)),
            ],
            Needs = [.. pool.Models.Where(model => !model.Removing).Select(NeedOf)],
            Quotas = TenantQuotas.ForMachines(pool.Quotas),
            Kinds = [.. report.Offers.Select(offer => Kind(offer, state, now))],
            Machines = [.. state.Machines.Values.Where(machine => machine.Phase != MachinePhase.Leaving).Select(machine => new CapacityMachine(machine.Name, machine.Group, machine.Phase == MachinePhase.Joined))],
            MostOfSpot = report.Spot.Group,
        };
    }

    /// <summary>One machine of a group as its pool would see it, all free.</summary>
    public static HostView Offered(MachineOffer offer) => new()
    {
        Host = offer.Group + "-new",
        Region = offer.Region,
        Zone = offer.Zone,
        CpuMillicores = offer.CpuMillicores,
        FreeCpuMillicores = offer.CpuMillicores,
        MemoryBytes = offer.MemoryBytes,
        UnleasedMemoryBytes = offer.MemoryBytes,
        Cost = offer.Cost,
        Devices =
        [
            .. Enumerable.Range(0, offer.Devices).Select(device => new DeviceView
            {
                Host = offer.Group + "-new",
                Observation = new DeviceObservation
                {
                    Uuid = device.ToString(CultureInfo.InvariantCulture), Class = offer.DeviceClass, Model = offer.DeviceClass, Accelerator = true, MemoryBytes = offer.DeviceMemoryBytes,
                },
                FreeMemoryBytes = offer.DeviceMemoryBytes,
                FreeComputeThousandths = 1_000,
            }),
        ],
    };

    /// <summary>How long machines take to start, as far as that is told apart, in seconds, ascending.</summary>
    public static ImmutableArray<double> StartsOf(MachineReport report, MachinesState state) => LaterNeeds.StartsOf(report.Offers.Select(offer => StartOf(offer, state).TotalSeconds));

    /// <summary>From the order to a host.</summary>
    public static TimeSpan StartOf(MachineOffer offer, MachinesState state) => state.Group(offer.Group).Start ?? offer.Start;

    /// <summary>Interruptions of one machine in an hour, what was seen put together with what was said.</summary>
    public static double InterruptionsOf(MachineOffer offer, MachinesState state)
    {
        var history = state.Group(offer.Group);
        return offer.Cost.Purchase == PurchaseType.Spot ? new InterruptionRate(history.Hours, history.Interruptions).PerHour(offer.Cost.InterruptionsPerHour) : 0;
    }

    private static CapacityKind Kind(MachineOffer offer, MachinesState state, DateTimeOffset now) => new()
    {
        Name = offer.Group,
        Template = Template(offer),
        Price = new HostPrice
        {
            Terms = offer.Cost.Purchase switch { PurchaseType.Spot => PriceTerms.Spot, PurchaseType.Reserved => PriceTerms.Reserved, _ => PriceTerms.OnDemand },
            PerHour = offer.Cost.PerHour,
            InterruptionsPerHour = InterruptionsOf(offer, state),
        },
        StartSeconds = StartOf(offer, state).TotalSeconds,
        Least = offer.Least,
        Most = offer.Most,
        Count = state.Machines.Values.Count(machine => machine.Group == offer.Group),
        IsPaused = state.Group(offer.Group).PausedUntil > now,
    };

    private static HostCandidate Host(HostView view, MachinesState state)
    {
        var host = HostCandidates.From(view);
        return state.Machines.GetValueOrDefault(view.Host)?.Phase == MachinePhase.Leaving ? host with { Availability = HostAvailability.Draining } : host;
    }

    private static HostCandidate Template(MachineOffer offer) => HostCandidates.From(Offered(offer));

    private static CapacityNeed Need(SnapshotModel model, PoolSnapshot pool, ImmutableArray<ScalingView> scaling, SpotLimits spot, DateTimeOffset now)
    {
        var spec = model.Spec;
        var wanted = model.Override ?? (spec.Scaling is null ? spec.Replicas : model.Target ?? Math.Clamp(spec.Replicas, spec.Scaling.Min, spec.Scaling.Max));

        // Where places do not suffice, what was decided is less than what is needed.
        var needed = model.Override is null && spec.Scaling is not null
            ? scaling.FirstOrDefault(view => view.Model == model.Model && now - view.At < ScalingAge)?.Needed ?? 0
            : 0;
        return new CapacityNeed
        {
            Request = PlacementRequests.From(spec, new ReplicaId(model.Model, 0), []),
            Tenant = model.Model.Tenant,
            Class = spec.Class switch { ServiceClass.Critical => DemandClass.Critical, ServiceClass.Batch => DemandClass.Batch, _ => DemandClass.Standard },
            Replicas = Math.Max(wanted, needed),
            SpotShare = SpotPlacing.ShareOf(spec, spot),
            HeldOn = [.. pool.Replicas.Where(replica => !replica.Stopping && replica.Lease.Replica.Model == model.Model).Select(replica => replica.Lease.Host)],
        };
    }
}
