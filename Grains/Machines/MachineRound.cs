using System.Collections.Immutable;
using System.Globalization;
using Krewe.Events;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Pools;
using Krewe.Scheduling.Costs.Interruptions;

namespace Krewe.Grains.Machines;

/// <summary>One comparison of the machines that are stored with those that a provider lists and with the hosts of the pool. Pure: it changes its own copy of the state.</summary>
internal sealed class MachineRound(MachinesState state, MachineReport report, DateTimeOffset now)
{
    /// <summary>How much the last start counts beside those before.</summary>
    private const double StartWeight = 0.3;

    public MachinesState State { get; private set; } = state;

    /// <summary>What has happened.</summary>
    public List<MachineNote> Notes { get; } = [];

    /// <summary>Whether something is to be stored that is not told of.</summary>
    public bool IsUnsaved { get; set; }

    public MachineOffer? OfferOf(Machine machine) => report.Offers.FirstOrDefault(offer => offer.Group == machine.Group);

    public SeenMachine? Seen(string name) => report.Seen?.FirstOrDefault(one => one.Name == name);

    /// <summary>What could not be had is not asked for again: the next decision takes another group.</summary>
    public void TakeFailures()
    {
        foreach (var failure in report.Failures)
        {
            if (State.Machines.TryGetValue(failure.Name, out var machine) && machine.Phase == MachinePhase.Ordered && Seen(machine.Name) is null)
            {
                Forget(machine);
                Failed(machine.Group);
                Tell(EventKinds.MachineFailed, machine, $"machine {machine.Name} could not be had", [failure.Message, Pause(machine.Group)]);
            }
        }
    }

    /// <summary>Takes over what the provider lists.</summary>
    public void TakeSeen()
    {
        if (report.Seen is not { } seen)
        {
            return;
        }

        foreach (var machine in State.Machines.Values)
        {
            if (Seen(machine.Name) is not { } there)
            {
                TakeMissing(machine);
                continue;
            }

            var listed = machine with { ListedAt = machine.ListedAt ?? now };
            if (machine.ListedAt is null)
            {
                Put(listed);
                IsUnsaved = true;
            }

            if (there.EndsIn is { } left && machine.EndsAt is null)
            {
                TakeBack(listed, now + left, "its provider says so");
            }
        }

        foreach (var (machine, group, number) in seen.Select(one => (one, Group: GroupOf(one.Name), Number: NumberOf(one.Name)))
            .Where(one => !State.Machines.ContainsKey(one.one.Name)).Select(one => (one.one, one.Group, one.Number)).ToList())
        {
            if (report.Offers.FirstOrDefault(offer => offer.Group == group) is { } offer && number is { } known)
            {
                var found = new Machine { Name = machine.Name, Group = group, Cost = offer.Cost, OrderedAt = now, ListedAt = now, Reason = "it was there already" };
                Put(found);
                Change(group, history => history with { LastNumber = Math.Max(history.LastNumber, known) });
                Tell(EventKinds.MachineOrdered, found, $"machine {found.Name} is there though nobody knew of it", ["its provider lists it, and its name is one of its group"]);
            }
        }
    }

    /// <summary>Takes over which of them are hosts of the pool.</summary>
    public void TakeHosts(PoolSnapshot pool)
    {
        foreach (var machine in State.Machines.Values.Where(machine => machine.Phase == MachinePhase.Ordered))
        {
            var took = now - machine.OrderedAt;
            if (pool.Hosts.Any(host => host.Host == machine.Name && host.State != HostState.Lost))
            {
                Put(machine with { Phase = MachinePhase.Joined, JoinedAt = now });
                Change(machine.Group, history => history with { Start = history.Start is { } before ? ((1 - StartWeight) * before) + (StartWeight * took) : took });
                Tell(EventKinds.MachineJoined, machine, string.Create(CultureInfo.InvariantCulture, $"machine {machine.Name} is a host {took.TotalSeconds:0} s after it was asked for"), ["its silo has joined the pool"]);
            }
            else if (OfferOf(machine) is { } offer && took > offer.StartLimit)
            {
                Put(machine with { Phase = MachinePhase.Leaving, Reason = "its host was never heard of" });
                Failed(machine.Group);
                Tell(
                    EventKinds.MachineFailed,
                    machine,
                    string.Create(CultureInfo.InvariantCulture, $"machine {machine.Name} is given up: its host was not heard of within {offer.StartLimit.TotalSeconds:0} s"),
                    [Pause(machine.Group)]);
            }
        }
    }

    /// <summary>Takes over which of them have said themselves that they end, and of which that was withdrawn.</summary>
    public void TakeNotices(PoolSnapshot pool)
    {
        var hosts = pool.Hosts.Where(host => host.State != HostState.Lost).ToDictionary(host => host.Host, StringComparer.Ordinal);
        foreach (var machine in State.Machines.Values)
        {
            if (hosts.GetValueOrDefault(machine.Name) is not { } host)
            {
                continue;
            }

            if (machine.EndsAt is null && host.Notice is { } notice)
            {
                TakeBack(machine, notice.EndsAt, notice.Reason.Length == 0 ? "its host says so" : $"its host says so: {notice.Reason}");
            }
            else if (machine is { Phase: MachinePhase.Leaving, EndsAt: not null } && host is { Notice: null, Draining: false } && Seen(machine.Name) is { EndsIn: null })
            {
                Keep(machine with { EndsAt = null }, "nobody says any more that it ends, and its host was put into service again");
            }
        }
    }

    /// <summary>Asks for another machine of a group.</summary>
    public void Order(MachineOffer offer, string reason)
    {
        Change(offer.Group, history => history with { LastNumber = history.LastNumber + 1, Orders = history.Orders + 1 });
        var machine = new Machine
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{offer.Group}-{State.Group(offer.Group).LastNumber}"),
            Group = offer.Group,
            Cost = offer.Cost,
            OrderedAt = now,
            Reason = reason,
        };
        Put(machine);
        Tell(EventKinds.MachineOrdered, machine, $"machine {machine.Name} is asked for", [reason]);
    }

    /// <summary>Has a machine go.</summary>
    public void Leave(Machine machine, string reason)
    {
        Put(machine with { Phase = MachinePhase.Leaving, Reason = reason });
        Tell(EventKinds.MachineLeaving, machine, $"machine {machine.Name} is emptied and removed", [reason]);
    }

    /// <summary>Has a machine stay that was to go.</summary>
    public void Keep(Machine machine, string reason)
    {
        Put(machine with { Phase = MachinePhase.Joined, Reason = reason });
        Tell(EventKinds.MachineKept, machine, $"machine {machine.Name} stays", [reason]);
    }

    /// <summary>Adds hours and money to what there was.</summary>
    public void Meter(TimeSpan passed)
    {
        foreach (var machine in State.Machines.Values.Where(machine => machine.Phase != MachinePhase.Ordered || Seen(machine.Name) is not null))
        {
            Change(machine.Group, history => history with { Hours = history.Hours + passed.TotalHours });
            var spent = State.Spent.GetValueOrDefault(machine.Cost.Purchase) + (machine.Cost.PerHour * passed.TotalHours);
            State = State with { Spent = State.Spent.SetItem(machine.Cost.Purchase, spent) };
        }
    }

    private void TakeBack(Machine machine, DateTimeOffset ends, string who)
    {
        Interrupted(machine.Group);
        Put(machine with { Phase = MachinePhase.Leaving, EndsAt = ends, Reason = "its owner takes it back" });
        Tell(
            EventKinds.MachineNoticed,
            machine,
            string.Create(CultureInfo.InvariantCulture, $"machine {machine.Name} is taken back in {(ends - now).TotalSeconds:0} s: it is emptied"),
            [who, Pause(machine.Group)]);
    }

    private void TakeMissing(Machine machine)
    {
        if (machine is { Phase: MachinePhase.Ordered, ListedAt: null })
        {
            return; // it is asked for again
        }

        Forget(machine);
        if (machine.Phase == MachinePhase.Leaving)
        {
            // One that was taken back or never came is counted as that.
            Change(machine.Group, history => history with { Removals = history.Removals + (machine is { EndsAt: null, JoinedAt: not null } ? 1 : 0) });
            Tell(EventKinds.MachineRemoved, machine, $"machine {machine.Name} is gone", [machine.Reason]);
        }
        else
        {
            Interrupted(machine.Group);
            Tell(EventKinds.MachineLost, machine, $"machine {machine.Name} is lost", ["its provider does not list it any more, and had not said so", Pause(machine.Group)]);
        }
    }

    private void Failed(string group) => Change(group, history => history with { Failures = history.Failures + 1 });

    private void Interrupted(string group) => Change(group, history => history with { Interruptions = history.Interruptions + 1 });

    private string Pause(string group)
    {
        var history = State.Group(group);
        var before = history.PausedUntil is { } until ? new GroupPause(until, history.PauseLength) : null;
        var pause = GroupPause.After(before, now, report.Spot.Pause);
        Change(group, known => known with { PausedUntil = pause.Until, PauseLength = pause.Length });
        return $"nothing is bought in group {group} until {pause.Until:u}";
    }

    private void Put(Machine machine) => State = State with { Machines = State.Machines.SetItem(machine.Name, machine) };

    private void Forget(Machine machine) => State = State with { Machines = State.Machines.Remove(machine.Name) };

    private void Change(string group, Func<GroupHistory, GroupHistory> change) => State = State with { Groups = State.Groups.SetItem(group, change(State.Group(group))) };

    private void Tell(string kind, Machine machine, string text, ImmutableArray<string> reasons) => Notes.Add(new MachineNote(kind, machine, text, reasons));

    private static string GroupOf(string name) => name[..Math.Max(0, name.LastIndexOf('-'))];

    private static long? NumberOf(string name) =>
        long.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
