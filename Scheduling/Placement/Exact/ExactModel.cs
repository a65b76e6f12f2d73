using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>
/// A fleet as an integer program: a variable for each way to place a replica, rows for all that is shared. With hosts one by one it is exact;
/// with hosts that are alike taken as one, and without rules about neighbours, its linear relaxation is a bound for a large fleet.
/// </summary>
internal sealed class ExactModel
{
    private const int MostOptions = 1_500;
    private const int MostRows = 1_200;
    private const int MostInBound = 6_000;

    private readonly CompiledFleet _fleet;
    private readonly List<PackingSite> _sites;
    private readonly ILookup<PackingSite, PackingOption> _onSite;
    private readonly ILookup<DemandLine, PackingOption> _ofLine;

    public ExactModel(CompiledFleet fleet, bool alike = false)
    {
        (_fleet, IsExact) = (fleet, !alike);
        _sites = alike ? SiteWriter.Alike(fleet) : SiteWriter.OneByOne(fleet);
        Options = new OptionWriter(fleet, Program, _sites).Write(alike ? MostInBound : MostOptions);
        (_onSite, _ofLine) = (Options.ToLookup(option => option.Site), Options.ToLookup(option => option.Line));
        if (TooLarge)
        {
            return;
        }

        Constant = fleet.GoingCost;
        AddUse();
        AddRoom();
        AddDemand();
        AddQuotas();
        AddSpreading();
        if (!alike)
        {
            new NeighbourRows(fleet, Program, Options, _sites).Write();
        }
    }

    public CompiledFleet Fleet => _fleet;

    public LinearProgram Program { get; } = new();

    public List<PackingOption> Options { get; }

    /// <summary>What the objective holds beside the variables.</summary>
    public long Constant { get; }

    public bool IsExact { get; }

    public bool TooLarge => Options.Count > (IsExact ? MostOptions : MostInBound) || Program.Rows > (IsExact ? MostRows : int.MaxValue);

    private IEnumerable<PackingOption> Serving(PackingSite site) => _onSite[site].Where(option => !option.Line.Warm);

    /// <summary>Hosts and devices that cost something as soon as one replica is there.</summary>
    private void AddUse()
    {
        foreach (var site in _sites)
        {
            var cost = _fleet.HostCost[site.First];
            if (cost > 0 && Serving(site).Any())
            {
                site.InUse = Program.Variable(cost, site.Hosts.Length, whole: true);
                foreach (var line in Serving(site).GroupBy(option => option.Line).Where(_ => IsExact))
                {
                    Link(site.InUse, line.Select(option => (option.Column, 1.0)), Math.Min(line.Key.Most, line.Sum(option => (long)option.Most)));
                }
            }

            foreach (var slot in site.Slots.Where(_ => _fleet.FragmentCost > 0))
            {
                var sharing = Serving(site).Where(option => option.Slots.Contains(slot) && ShareOf(option, slot) < 1_000).ToList();
                if (sharing.Count > 0)
                {
                    slot.InUse = Program.Variable(_fleet.FragmentCost, slot.Count, whole: true);
                    foreach (var line in sharing.GroupBy(option => option.Line).Where(_ => IsExact))
                    {
                        var most = Math.Min(line.Key.Most, line.Max(option => (long)option.Most));
                        Link(slot.InUse, line.Select(option => (option.Column, 1.0)), most);
                    }

                    // A share is a share of a device that is cut up.
                    Program.Row([.. sharing.Select(option => (option.Column, (double)ShareOf(option, slot) * Times(option, slot))), (slot.InUse, -1_000)], 0);
                }
            }
        }
    }

    /// <summary>None without use; of one line alone this says more than the rooms do together.</summary>
    private void Link(int inUse, IEnumerable<(int, double)> terms, long most) => Program.Row([.. terms, (inUse, -(double)Math.Max(1, most))], 0);

    private void AddRoom()
    {
        foreach (var site in _sites)
        {
            var host = _fleet.Hosts[site.First];
            long[] has = [host.CpuMillicores, host.MemoryBytes, host.NetworkMegabits, host.DiskBytes];
            for (var dimension = 0; dimension < has.Length; dimension++)
            {
                var at = dimension;
                Room(_onSite[site], option => option.Use.Host[at], has[at], site.Hosts.Length, at < 3 ? site : null); // warm copies have the disk alone
            }

            foreach (var slot in site.Slots)
            {
                var takers = Serving(site).Where(option => option.Slots.Contains(slot)).ToList();
                Room(takers, option => option.Use.DeviceMemory * Times(option, slot), slot.Example.MemoryBytes, slot.Count, site);
                Room(takers, option => option.Use.Slices > 0 ? 0 : (long)option.Use.Compute * Times(option, slot), slot.Example.ComputeThousandths, slot.Count, site);
                Room(takers, option => (long)option.Use.Slices * Times(option, slot), slot.Example.MigSlices, slot.Count, site);
            }
        }
    }

    private void Room(IEnumerable<PackingOption> options, Func<PackingOption, long> takes, long has, int count, PackingSite? site = null)
    {
        var takers = options.Where(option => takes(option) > 0).ToList();
        var total = (double)has * count;
        var terms = takers.Select(option => (option.Column, (double)takes(option)));
        if (site is { InUse: >= 0 })
        {
            Program.Row([.. terms, (site.InUse, -total / site.Hosts.Length)], 0);
        }
        else if (takers.Sum(option => (double)takes(option) * option.Most) > total)
        {
            Program.Row(terms, total);
        }
    }

    private void AddDemand()
    {
        foreach (var line in _fleet.Lines)
        {
            var options = _ofLine[line].ToList();
            if (line is { Need: > 0, MissingCost: > 0 })
            {
                var missing = Program.Variable(line.MissingCost, line.Need, whole: false);
                Program.Row([.. options.Select(option => (option.Column, -(double)option.Use.Gives)), (missing, -1)], -line.Need);
            }

            if (line is { Minimum: > 0, MinimumCost: > 0 })
            {
                var missing = Program.Variable(line.MinimumCost, line.Minimum, whole: false);
                Program.Row([.. options.Select(option => (option.Column, -1.0)), (missing, -1)], -line.Minimum);
            }

            if (options.Sum(option => (long)option.Most) > line.Most)
            {
                Program.Row(options.Select(option => (option.Column, 1.0)), line.Most);
            }

            if (!line.Warm && options.Sum(option => (double)option.Most * option.Use.Gives) > line.Ceiling)
            {
                Program.Row(options.Select(option => (option.Column, (double)option.Use.Gives)), line.Ceiling);
            }
        }
    }

    private void AddQuotas()
    {
        for (var quota = 0; quota < _fleet.Quotas.Length; quota++)
        {
            var (of, limit) = (quota, _fleet.Quotas[quota]);
            var options = Options.Where(option => !option.Line.Warm && _fleet.QuotaOf[option.Line.Model] == of).ToList();
            Room(options, option => option.Slots.Sum(slot => ShareOf(option, slot)), limit.DeviceThousandths, 1);
            Room(options, option => option.Use.Host[0], limit.CpuMillicores, 1);
            Room(options, option => option.Use.Host[1], limit.MemoryBytes, 1);
        }
    }

    private void AddSpreading()
    {
        for (var model = 0; model < _fleet.Models.Length; model++)
        {
            var of = model;
            var (perHost, perZone) = (_fleet.Models[model].MaxPerHost, _fleet.Models[model].MaxPerZone);
            foreach (var site in _sites)
            {
                var there = _onSite[site].Where(option => option.Line.Model == of).ToLookup(option => option.Line.Warm);
                AtMost(there[true], site.Hosts.Length);
                if (perHost > 0)
                {
                    AtMost(there[false], (long)perHost * site.Hosts.Length);
                }
            }

            if (perZone > 0 && IsExact)
            {
                foreach (var zone in Options.Where(option => option.Line.Model == of && !option.Line.Warm).GroupBy(option => _fleet.ZoneOf[option.Site.First]))
                {
                    AtMost(zone, perZone);
                }
            }
        }
    }

    private void AtMost(IEnumerable<PackingOption> options, long most) => Room(options, _ => 1, most, 1);

    private static long ShareOf(PackingOption option, PackingSlot slot) =>
        option.Use.Slices > 0 ? 1_000L * option.Use.Slices / slot.Example.MigSlices : option.Use.Compute;

    private static int Times(PackingOption option, PackingSlot slot) => option.Slots.Count(one => one == slot);
}
