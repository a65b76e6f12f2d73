using System.Globalization;
using Krewe.Client.Admin;
using Krewe.Commands.Completion;
using Krewe.Commands.Lists;
using Krewe.Commands.Output;
using Krewe.Machines;
using Krewe.Specs;
using Krewe.Specs.Machines;

namespace Krewe.Commands.Machines;

/// <summary><c>krewe machines</c> and <c>krewe machine-groups</c>.</summary>
internal static class MachineListings
{
    public static Listing<MachineRow> Machines { get; } = new()
    {
        Verb = "machines",
        Description = "List the machines that come and go: what they cost, and why they are there.",
        Item = "MACHINE",
        Names = NameSource.Hosts,
        Fetch = async (client, cancellationToken) => Each(await client.GetMachinesAsync(cancellationToken), view => view.Machines.Select(machine => new MachineRow(view.Pool, machine))),
        NamesOf = row => [row.Machine.Name],
        Empty = "no machines that come and go; 'krewe machine-groups' lists what can be added",
        Columns =
        [
            new("MACHINE", row => row.Machine.Name),
            new("PHASE", row => row.Machine.Phase switch
            {
                MachinePhase.Joined => Cell.Good("joined"),
                var other => Cell.Warning(Words.Of(other)),
            }),
            new("POOL", row => row.Pool.Pool),
            new("REGION", row => row.Pool.Region),
            new("PURCHASE", row => MachineFileReader.WordOf(row.Machine.Cost.Purchase)),
            new("PRICE/H", row => Words.Price(row.Machine.Cost.PerHour)),
            new("ORDERED", row => Words.Time(row.Machine.OrderedAt), Wide: true),
            new("JOINED", row => row.Machine.JoinedAt is { } joined ? Words.Time(joined) : "", Wide: true),
            new("ENDS", row => row.Machine.EndsAt is { } ends ? Cell.Warning(Words.Time(ends)) : ""),
            new("WHY", row => row.Machine.Reason),
        ],
        Filters =
        [
            new("--phase", "Only those in this phase: ordered, joined or leaving.", row => Words.Of(row.Machine.Phase)),
            new("--group", "Only those of this group.", row => row.Machine.Group),
            new("--pool", "Only those of this pool.", row => row.Pool.Pool, NameSource.Pools),
        ],
    };

    public static Listing<MachineGroupRow> Groups { get; } = new()
    {
        Verb = "machine-groups",
        Description = "List the groups of machines that can be added: price, limits, how long a start takes, how often one is taken back.",
        Item = "GROUP",
        Names = NameSource.Pools,
        Fetch = async (client, cancellationToken) => Each(await client.GetMachinesAsync(cancellationToken), view => view.Groups.Select(group => new MachineGroupRow(view.Pool, group))),
        NamesOf = row => [row.Group.Offer.Group],
        Empty = "no groups of machines; a silo with --machines FILE brings some",
        Columns =
        [
            new("GROUP", row => row.Group.Offer.Group),
            new("POOL", row => row.Pool.Pool),
            new("REGION", row => row.Pool.Region),
            new("PURCHASE", row => MachineFileReader.WordOf(row.Group.Offer.Cost.Purchase)),
            new("PRICE/H", row => Words.Price(row.Group.Offer.Cost.PerHour)),
            new("MACHINES", row => Words.Number(row.Group.Count)),
            new("MIN", row => Words.Number(row.Group.Offer.Least)),
            new("MAX", row => Words.Number(row.Group.Offer.Most)),
            new("START", row => SpecUnits.FormatDuration(TimeSpan.FromSeconds(Math.Round(row.Group.Start.TotalSeconds)))),
            new("TAKEN BACK/H", row => row.Group.InterruptionsPerHour.ToString("0.####", CultureInfo.InvariantCulture)),
            new("CPU", row => Words.Cores(row.Group.Offer.CpuMillicores), Wide: true),
            new("MEMORY", row => Words.Bytes(row.Group.Offer.MemoryBytes), Wide: true),
            new("DEVICES", row => row.Group.Offer.Devices == 0 ? "" : $"{Words.Number(row.Group.Offer.Devices)} {row.Group.Offer.DeviceClass}", Wide: true),
            new("PAUSED UNTIL", row => row.Group.PausedUntil is { } until ? Cell.Warning(Words.Time(until)) : ""),
        ],
        Filters =
        [
            new("--pool", "Only those of this pool.", row => row.Pool.Pool, NameSource.Pools),
        ],
    };

    private static AdminList<TRow> Each<TRow>(AdminList<MachinesView> views, Func<MachinesView, IEnumerable<TRow>> rows) => new([.. views.Items.SelectMany(rows)], views.Missing);
}
