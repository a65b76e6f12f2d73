using System.Collections.Immutable;
using System.Globalization;
using Krewe.Machines;
using Krewe.Planning.Fleets;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Scheduling.Scaling.Service;
using Krewe.Specs;
using Krewe.Specs.Machines;
using Krewe.Specs.Simulations;

namespace Krewe.Planning.Simulations;

/// <summary>
/// Replays a trace on a described fleet, with the placement, forecasting and scaling that the cluster runs, in virtual time. Deterministic:
/// the same plan gives the same bits in any process.
/// </summary>
public static class Simulation
{
    private const int Horizons = 7;
    private const int Context = 15;
    private const int HistoryDays = 10;
    private const double RouterSeconds = 0.001;

    // How far the 99 % point of a normal distribution lies from its middle.
    private const double Normal99 = 2.3263478740408408;

    /// <summary>Runs it.</summary>
    /// <param name="plan">What is simulated.</param>
    /// <param name="done">Is told after each run how many are done; null where nobody asks.</param>
    /// <exception cref="ArgumentException">A model of the trace is not described, or the first replicas have no room; the message says which.</exception>
    public static SimulationOutcome Run(SimulationPlan plan, Action<int>? done = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var models = Ordered(plan);
        var system = SystemOf(plan, models);
        var learned = plan.Policy == SimulatedPolicy.Ours ? Learn(plan) : [];
        var runs = ImmutableArray.CreateBuilder<ReplayResult>();
        for (var seed = 1; seed <= plan.Seeds; seed++)
        {
            runs.Add(Replayer.Run(system, plan.Trace, ScalerOf(plan, system, learned), seed));
            done?.Invoke(seed);
        }

        return new SimulationOutcome(plan, runs.ToImmutable());
    }

    /// <summary>
    /// The fewest machines of the first group (the others stay) with which every run answers a share in time, by bisection: more machines are
    /// taken to do no worse.
    /// </summary>
    /// <param name="plan">What is simulated; its first group says how many machines there are at most.</param>
    /// <param name="inTime">The share, above 0 to 1.</param>
    /// <param name="tried">Is told each outcome; null where nobody asks.</param>
    /// <returns>The outcome of the smallest fleet, or null when all machines do not suffice.</returns>
    public static SimulationOutcome? Smallest(SimulationPlan plan, double inTime, Action<SimulationOutcome>? tried = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (most, found) = (plan.Hosts[0].Count, (SimulationOutcome?)null);
        for (var (low, high) = (1, most); low <= high;)
        {
            // All of them first: when they do not suffice there is nothing to look for.
            var count = found is null && high == most ? most : (low + high) / 2;
            if (TryRun(plan.With(count)) is { } outcome && Tell(outcome).LeastInTime >= inTime)
            {
                (found, high) = (outcome, count - 1);
            }
            else if (found is null)
            {
                return null;
            }
            else
            {
                low = count + 1;
            }
        }

        return found;

        SimulationOutcome Tell(SimulationOutcome outcome)
        {
            tried?.Invoke(outcome);
            return outcome;
        }
    }

    /// <summary>The plan with another number of machines in its first group.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="count">Machines, at least 1.</param>
    public static SimulationPlan With(this SimulationPlan plan, int count)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan with { Hosts = plan.Hosts.SetItem(0, plan.Hosts[0] with { Count = count }) };
    }

    // A fleet that has no room for the first replicas is too small.
    private static SimulationOutcome? TryRun(SimulationPlan plan)
    {
        try
        {
            return Run(plan);
        }
        catch (ArgumentException) when (plan.Models.Length > 0 && plan.Trace.Names.All(name => plan.Models.Any(model => model.Name == name)))
        {
            return null;
        }
    }

    private static ImmutableArray<SimulatedModel> Ordered(SimulationPlan plan) =>
    [
        .. plan.Trace.Names.Select(name => plan.Models.FirstOrDefault(model => model.Name == name)
            ?? throw new ArgumentException($"The trace has requests for model {name}, which the models do not describe; described are {string.Join(", ", plan.Models.Select(model => model.Name))}.", nameof(plan))),
    ];

    private static ReplaySystem SystemOf(SimulationPlan plan, ImmutableArray<SimulatedModel> models) => new()
    {
        Rules = [.. models.Select(RulesOf)],
        Places = plan.MostReplicas ?? int.MaxValue,
        Fleet = FleetOf(plan.Hosts) with { LooksAhead = plan.MachinesAhead },
        Shapes = [.. models.Select(model => new ReplicaShape(model.CpuMillicores, model.MemoryBytes, DevicesOf(model)) { Class = ClassOf(model), SpotShare = SpotShareOf(model, plan.Spot), Speeds = model.Speeds })],
    };

    private static ReplayRules RulesOf(SimulatedModel model) => new()
    {
        Service = ServiceOf(model),
        Router = TimeDistribution.Constant(RouterSeconds),
        Concurrency = model.Concurrency,
        SlotsPerReplica = model.Slots,
        QueueLimit = model.QueueLimit,
        ObjectiveSeconds = model.Objective.TotalSeconds,
        Classes =
        [
            .. model.Classes.Select(one => new ReplayClass((int)one.Class, one.Share, (one.Objective ?? model.Objective).TotalSeconds)
            {
                TimeoutSeconds = (one.Timeout ?? model.Timeout)?.TotalSeconds ?? double.PositiveInfinity,
            }),
        ],
        TimeoutSeconds = model.Timeout?.TotalSeconds ?? double.PositiveInfinity,
        AgeingSeconds = model.AgeingBound.TotalSeconds,
        Weight = ClassWeights.Of((int)model.Class),
        ColdStartSeconds = model.ColdStart.TotalSeconds,
        InitialReplicas = model.Replicas,

        // Where replicas differ it matters who gets which: a ring does not know.
        AlwaysQueue = !model.Speeds.IsEmpty,
    };

    private static DemandClass ClassOf(SimulatedModel model) =>
        model.Class switch { ServiceClass.Critical => DemandClass.Critical, ServiceClass.Batch => DemandClass.Batch, _ => DemandClass.Standard };

    private static double SpotShareOf(SimulatedModel model, SpotRules spot) =>
        model.Class switch { ServiceClass.Critical => spot.Critical, ServiceClass.Batch => spot.Batch, _ => spot.Standard };

    private static TimeDistribution ServiceOf(SimulatedModel model)
    {
        var median = model.Service.TotalSeconds;
        return model.Service99 is { } slow && slow > model.Service
            ? TimeDistribution.Lognormal(Math.Log(slow.TotalSeconds / median) / Normal99, 0, median)
            : TimeDistribution.Constant(median);
    }

    private static DeviceRequirement? DevicesOf(SimulatedModel model) => model.Devices == 0 ? null : new DeviceRequirement
    {
        Count = model.Devices, Classes = model.DeviceClasses, MemoryBytes = model.DeviceMemoryBytes, ComputeThousandths = model.DeviceComputeThousandths,
    };

    private static DescribedFleet FleetOf(ImmutableArray<SimulatedHosts> groups)
    {
        // Those that come and go are paid for while they are there, the others while they hold a replica.
        var elastic = groups.Where(group => group.Elastic).Select(ElasticOf).ToImmutableArray();
        var hosts = groups.Where(group => !group.Elastic).SelectMany(group => Enumerable.Range(0, group.Count).Select(number => (Group: group, Name: NameOf(group, number)))).ToArray();
        return new DescribedFleet(
            [.. hosts.Select(host => HostOf(host.Group, host.Name)), .. elastic.SelectMany(group => Enumerable.Range(1, group.Kind.Most).Select(number => group.Kind.Template with { Name = FleetMachines.NameOf(group, number) }))],
            hosts.ToImmutableDictionary(host => host.Name, host => host.Group.HourlyPrice, StringComparer.Ordinal)) { Elastic = elastic };
    }

    private static ElasticGroup ElasticOf(SimulatedHosts group) => new(
        new CapacityKind
        {
            Name = group.Name,
            Template = HostOf(group, group.Name),
            Price = new HostPrice
            {
                Terms = group.Purchase switch { PurchaseType.Spot => PriceTerms.Spot, PurchaseType.Reserved => PriceTerms.Reserved, _ => PriceTerms.OnDemand },
                PerHour = group.HourlyPrice,
                InterruptionsPerHour = group.Purchase == PurchaseType.Spot ? group.InterruptionsPerHour : 0,
            },
            StartSeconds = group.Start.TotalSeconds,
            Least = Math.Min(group.Least, group.Count),
            Most = group.Count,
        },
        group.Idle.TotalSeconds);

    private static string NameOf(SimulatedHosts group, int number) => string.Create(CultureInfo.InvariantCulture, $"{group.Name}-{number}");

    private static HostCandidate HostOf(SimulatedHosts group, string name) => new()
    {
        Name = name,
        Region = "local",
        CpuTotalMillicores = group.CpuMillicores,
        CpuFreeMillicores = group.CpuMillicores,
        MemoryTotalBytes = group.MemoryBytes,
        MemoryFreeBytes = group.MemoryBytes,
        Devices =
        [
            .. Enumerable.Range(0, group.Devices).Select(device => new DeviceCandidate
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{name}/{device}"),
                DeviceClass = group.DeviceClass,
                MemoryTotalBytes = group.DeviceMemoryBytes,
                MemoryFreeBytes = group.DeviceMemoryBytes,
            }),
        ],
    };

    private static ForecastEnsemble EnsembleOf(RateTrace trace)
    {
        var day = Math.Max(24, (int)Math.Round(86_400 / trace.StepSeconds));
        return new ForecastEnsemble(new ForecastOptions
        {
            Season = day, ShortSeason = Math.Max(1, day / 24), Context = Context, Horizons = [.. Enumerable.Range(1, Horizons)], Cycles = HistoryDays,
        });
    }

    private static ImmutableArray<(SeriesModel? Model, StepHistory History)> Learn(SimulationPlan plan)
    {
        var ensemble = EnsembleOf(plan.Trace);
        return
        [
            .. plan.Trace.Names.Select(name =>
            {
                var history = new StepHistory(ensemble.Options.Season * ensemble.Options.Cycles);
                var before = plan.History?.Names.IndexOf(name) ?? -1;
                for (var step = 0; before >= 0 && step < plan.History!.Steps; step++)
                {
                    history.Append(step, plan.History.Counts[before][step]);
                }

                return (before >= 0 ? ensemble.Learn([history], history.End)[0] : null, history);
            }),
        ];
    }

    private static IReplayScaler ScalerOf(SimulationPlan plan, ReplaySystem system, ImmutableArray<(SeriesModel? Model, StepHistory History)> learned)
    {
        switch (plan.Policy)
        {
            case SimulatedPolicy.Hpa:
                return new HpaScaler(0.7);
            case SimulatedPolicy.Kpa:
                return new KpaScaler(0.8);
            case SimulatedPolicy.Fixed:
                return new FixedScaler();
        }

        var ensemble = EnsembleOf(plan.Trace);
        var start = system.Rules.Max(rules => rules.ColdStartSeconds);
        var options = new ScalingOptions { PlacesCost = true, ColdStartSeconds = start, MoveSeconds = start, Tolerance = 1 - plan.Target };

        // A run changes what it learns from: each gets its own.
        var histories = learned.Select(one => one.History.Count == 0 ? new StepHistory(one.History.Capacity) : StepHistory.Restore(one.History.Save())).ToArray();
        var models = learned.Select(one => one.Model is null ? ensemble.CreateModel() : one.Model.Clone(ensemble)).ToArray();
        return new AheadScaler("ours", system.Rules, options, new ForecastOutlook(ensemble, models, histories, plan.Trace.StepSeconds), new AttainmentFeedback(1 - plan.Target));
    }
}
