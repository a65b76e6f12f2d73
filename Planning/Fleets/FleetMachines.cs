using System.Collections.Immutable;
using System.Globalization;
using Krewe.Planning.Randomness;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Costs.Interruptions;
using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>
/// The machines of a replay that come and go, bought and given back by the planner that does so in a cluster. Spot machines are taken back at times
/// that are drawn, two minutes after a notice.
/// </summary>
internal sealed class FleetMachines
{
    private const double NoticeSeconds = 120;
    private const double PeriodSeconds = 10;
    private const double MostOfSpot = 0.5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private readonly ImmutableArray<ElasticMachine> _machines;
    private readonly ReplayRandom _random;
    private readonly Dictionary<string, GroupPause> _pauses = new(StringComparer.Ordinal);
    private readonly ImmutableArray<double> _starts;
    private double _next;
    private string _seen = "";

    /// <param name="groups">The groups.</param>
    /// <param name="seed">The seed of the interruptions.</param>
    public FleetMachines(ImmutableArray<ElasticGroup> groups, int seed)
    {
        _random = new ReplayRandom(seed, int.MaxValue);
        _starts = LaterNeeds.StartsOf(groups.Select(group => group.Kind.StartSeconds));
        _machines =
        [
            .. groups.SelectMany(group => Enumerable.Range(1, group.Kind.Most).Select(number => new ElasticMachine(NameOf(group, number), group))),
        ];
        foreach (var machine in groups.SelectMany(group => _machines.Where(machine => machine.Group == group).Take(group.Kind.Least)))
        {
            (machine.Phase, machine.EndsAt) = (ElasticPhase.Joined, EndOf(machine, 0));
        }
    }

    /// <summary>Machines that were asked for.</summary>
    public int Bought { get; private set; }

    /// <summary>Machines that were taken back.</summary>
    public int TakenBack { get; private set; }

    /// <summary>What an hour of those costs that are there or asked for.</summary>
    public double HourlyPrice { get; private set; }

    public static string NameOf(ElasticGroup group, int number) => string.Create(CultureInfo.InvariantCulture, $"{group.Kind.Name}-{number}");

    /// <summary>Whether a host takes replicas; hosts that are no machines of a group always do.</summary>
    public HostAvailability Of(string host) => _machines.FirstOrDefault(machine => machine.Name == host)?.Phase switch
    {
        null or ElasticPhase.Joined => HostAvailability.Active,
        ElasticPhase.Leaving => HostAvailability.Draining,
        _ => HostAvailability.Lost,
    };

    /// <summary>Lets happen what is due, and decides each ten seconds.</summary>
    /// <param name="now">Now.</param>
    /// <param name="places">The room.</param>
    /// <param name="needs">What each model needs, now and when a machine that is ordered now has come, by how long that takes to start; with where its replicas are.</param>
    /// <param name="lost">Is told of each replica that ends with its machine.</param>
    public void Round(double now, FleetPlaces places, Func<ImmutableArray<double>, ImmutableArray<CapacityNeed>> needs, Action<FleetPlace> lost)
    {
        if (now < _next)
        {
            return;
        }

        _next = now + PeriodSeconds;
        foreach (var machine in _machines.Where(machine => machine.Phase != ElasticPhase.Absent))
        {
            Advance(machine, now, places, lost);
        }

        places.Refresh();
        Decide(now, places, needs(_starts));
        places.Refresh();
        foreach (var machine in _machines.Where(machine => machine.Phase == ElasticPhase.Leaving))
        {
            places.Evacuate(machine.Name, now);
        }

        HourlyPrice = _machines.Where(machine => machine.Phase != ElasticPhase.Absent).Sum(machine => machine.Group.Kind.Price.PerHour);
    }

    private void Advance(ElasticMachine machine, double now, FleetPlaces places, Action<FleetPlace> lost)
    {
        if (now >= machine.EndsAt)
        {
            places.Lose(machine.Name).ForEach(lost);

            machine.Phase = ElasticPhase.Absent;
        }
        else if (machine.Phase == ElasticPhase.Ordered && now >= machine.ReadyAt)
        {
            machine.Phase = ElasticPhase.Joined;
        }
        else if (machine.Phase == ElasticPhase.Joined && now >= machine.EndsAt - NoticeSeconds)
        {
            machine.Phase = ElasticPhase.Leaving;
            TakenBack++;
            _pauses[machine.Group.Kind.Name] = GroupPause.After(_pauses.GetValueOrDefault(machine.Group.Kind.Name), At(now), Pause);
        }
        else if (machine.Phase == ElasticPhase.Leaving && now < machine.EndsAt - NoticeSeconds && places.IsEmpty(machine.Name))
        {
            machine.Phase = ElasticPhase.Absent;
        }
    }

    private void Decide(double now, FleetPlaces places, ImmutableArray<CapacityNeed> needs)
    {
        var seen = string.Create(CultureInfo.InvariantCulture, $"{places.Changes} {string.Join(' ', needs.Select(need => (need.Replicas, string.Join('-', need.Sooner.Select(one => one.Replicas)), need.Later, need.MostUntilThen)))} {string.Join("", _machines.Select(machine => (int)machine.Phase))}");
        if (seen == _seen)
        {
            return; // nothing was to be done, and nothing has changed
        }

        var decision = CapacityPlanner.Decide(new CapacitySnapshot
        {
            Hosts =
            [
                .. places.Hosts.Where(host => Of(host.Name) != HostAvailability.Lost).Select(host => new CapacityHost(host, _machines.Any(machine => machine.Name == host.Name && machine.Group.Kind.IsSpot))),
                .. _machines.Where(machine => machine.Phase == ElasticPhase.Ordered).Select(machine => new CapacityHost(machine.Group.Kind.Template with { Name = machine.Name }, machine.Group.Kind.IsSpot)),
            ],
            Needs = needs,
            Kinds =
            [
                .. _machines.Select(machine => machine.Group.Kind).Distinct().Select(kind => kind with
                {
                    Count = _machines.Count(machine => machine.Group.Kind == kind && machine.Phase != ElasticPhase.Absent),
                    IsPaused = _pauses.GetValueOrDefault(kind.Name)?.Holds(At(now)) == true,
                }),
            ],
            Machines =
            [
                .. _machines.Where(machine => machine.Phase is ElasticPhase.Ordered or ElasticPhase.Joined).Select(machine => new CapacityMachine(machine.Name, machine.Group.Kind.Name, machine.Phase == ElasticPhase.Joined)),
            ],
            MostOfSpot = MostOfSpot,
        });
        _seen = decision.Purchases.IsEmpty && decision.Superfluous.IsEmpty && decision.Unserved.IsEmpty ? seen : "";
        foreach (var purchase in decision.Purchases)
        {
            Buy(purchase.Kind, now);
        }

        foreach (var machine in _machines.Where(machine => machine.Phase == ElasticPhase.Joined))
        {
            machine.SuperfluousSince = decision.Superfluous.Any(one => one.Machine == machine.Name) ? machine.SuperfluousSince ?? now : null;
            if (now - machine.SuperfluousSince >= machine.Group.IdleSeconds)
            {
                (machine.Phase, machine.SuperfluousSince) = (ElasticPhase.Leaving, null);
            }
        }
    }

    /// <summary>One that is being emptied is there already.</summary>
    private void Buy(string kind, double now)
    {
        if (_machines.FirstOrDefault(machine => machine.Group.Kind.Name == kind && machine.Phase == ElasticPhase.Leaving && now < machine.EndsAt - NoticeSeconds) is { } leaving)
        {
            leaving.Phase = ElasticPhase.Joined;
        }
        else if (_machines.FirstOrDefault(machine => machine.Group.Kind.Name == kind && machine.Phase == ElasticPhase.Absent) is { } absent)
        {
            (absent.Phase, absent.ReadyAt) = (ElasticPhase.Ordered, now + absent.Group.Kind.StartSeconds);
            absent.EndsAt = EndOf(absent, absent.ReadyAt);
            Bought++;
        }
    }

    private double EndOf(ElasticMachine machine, double ready) => machine.Group.Kind is { IsSpot: true, Price.InterruptionsPerHour: > 0 and var rate }
        ? ready + NoticeSeconds + (3_600 * _random.NextExponential() / rate)
        : double.PositiveInfinity;

    private static DateTimeOffset At(double now) => DateTimeOffset.UnixEpoch.AddSeconds(now);
}
