using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>Rows for models that must be together or apart, and for what may be exchanged without any difference.</summary>
internal sealed class NeighbourRows(CompiledFleet fleet, LinearProgram program, List<PackingOption> options, List<PackingSite> sites)
{
    private readonly Dictionary<(int Model, bool InZone, int Place), int> _present = [];

    public void Write()
    {
        for (var model = 0; model < fleet.Models.Length; model++)
        {
            foreach (var rule in fleet.Rules[model])
            {
                foreach (var there in Of(model).GroupBy(option => PlaceOf(option, rule.InZone)))
                {
                    if (rule.Together)
                    {
                        Together(there, rule);
                    }
                    else if (model < rule.Other && Of(rule.Other).Any(option => PlaceOf(option, rule.InZone) == there.Key))
                    {
                        program.Row([(Present(model, rule.InZone, there.Key), 1), (Present(rule.Other, rule.InZone, there.Key), 1)], 1);
                    }
                }
            }
        }

        OrderTwins();
    }

    private IEnumerable<PackingOption> Of(int model) => options.Where(option => option.Line.Model == model && !option.Line.Warm);

    private int PlaceOf(PackingOption option, bool inZone) => inZone ? fleet.ZoneOf[option.Site.First] : option.Site.First;

    private void Together(IGrouping<int, PackingOption> there, ModelRule rule)
    {
        var others = rule.Other < 0 ? [] : Of(rule.Other).Where(option => PlaceOf(option, rule.InZone) == there.Key).Select(option => (option.Column, -1.0)).ToList();
        foreach (var option in there)
        {
            program.Row([(option.Column, 1.0 / option.Most), .. others], 0);
        }
    }

    /// <summary>The variable that is 1 where the model has a replica.</summary>
    private int Present(int model, bool inZone, int place)
    {
        if (!_present.TryGetValue((model, inZone, place), out var present))
        {
            present = program.Variable(0, 1, whole: true);
            _present.Add((model, inZone, place), present);
            foreach (var option in Of(model).Where(option => PlaceOf(option, inZone) == place))
            {
                program.Row([(option.Column, 1.0 / option.Most), (present, -1)], 0);
            }
        }

        return present;
    }

    /// <summary>Of devices that differ in nothing the first are used more, and of such hosts as well: no plan is lost but its mirror images.</summary>
    private void OrderTwins()
    {
        var held = fleet.Running.SelectMany(place => place.Devices).ToHashSet();
        var busy = fleet.Running.Select(place => place.Host).ToHashSet();
        foreach (var site in sites)
        {
            for (var at = 0; at + 1 < site.Slots.Length; at++)
            {
                var (one, other) = (site.Slots[at], site.Slots[at + 1]);
                if (SiteWriter.Alike(one.Example, other.Example) && one.Example.LinkDomain == other.Example.LinkDomain
                    && !held.Contains(one.Device) && !held.Contains(other.Device))
                {
                    Ordered(options.Where(option => option.Site == site), option => option.Slots.Contains(one), option => option.Slots.Contains(other));
                }
            }
        }

        for (var at = 0; at + 1 < sites.Count; at++)
        {
            var (one, other) = (sites[at], sites[at + 1]);
            var (first, second) = (fleet.Hosts[one.First], fleet.Hosts[other.First]);
            var known = fleet.Models.Any(model => model.WarmHosts.Contains(first.Name) != model.WarmHosts.Contains(second.Name));
            if (!known && !busy.Contains(one.First) && !busy.Contains(other.First) && SiteWriter.Twins(first, second))
            {
                Ordered(options, option => option.Site == one, option => option.Site == other);
            }
        }
    }

    private void Ordered(IEnumerable<PackingOption> all, Func<PackingOption, bool> isFirst, Func<PackingOption, bool> isSecond)
    {
        var terms = all.Select(option => (option.Column, Value: (isSecond(option) ? 1.0 : 0) - (isFirst(option) ? 1 : 0))).Where(term => term.Value != 0).ToList();
        program.Row(terms, 0);
    }
}
